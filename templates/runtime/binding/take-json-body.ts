import type { preValidationHookHandler } from "fastify";
import { CodeError } from "../errors.ts";
import { RequestBody } from "./request-body.ts";

/** Gives a handler the JSON body as `JSON.parse` reads it. */
export const takeJsonBody: preValidationHookHandler = (request, _reply, done) => {
  if (!(request.body instanceof RequestBody)) return done();
  const { json, text } = request.body;
  request.body = undefined;
  if (json?.kind === "fault") return done(new CodeError(400, `the body ${json.message}`));
  if (json !== undefined) request.body = json.isPlain ? json.value : JSON.parse(text);
  return done();
};

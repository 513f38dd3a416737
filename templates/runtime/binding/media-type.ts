import type { preParsingHookHandler } from "fastify";
import { RefusalError } from "../server/refusal-error.ts";

const token = String.raw`[!#$%&'*+.^\w\`|~-]+`;
const parameter = String.raw`\s*;\s*${token}\s*=\s*(?:${token}|"(?:[^"\\]|\\.)*")`;
const wellFormed = new RegExp(String.raw`^\s*${token}(?:/${token})?(?:${parameter})*\s*;?\s*$`);

/** As in go-zero, a form may come by these methods, and their media type has to be written well. */
export const checkMediaType: preParsingHookHandler = (request, _reply, payload, done) => {
  const type = request.headers["content-type"];
  const isWrong = type !== undefined && type !== "" && formMethods.has(request.method) && !wellFormed.test(type);
  done(isWrong ? new RefusalError(400, "the header Content-Type is not well formed") : null, payload);
};

/** The methods by which go-zero takes an urlencoded form. */
export const formMethods: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

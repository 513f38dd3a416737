import type { preParsingHookHandler } from "fastify";
import { CodeError } from "../errors.ts";
import { headerParameters } from "./header-parameters.ts";

/** The methods by which go-zero takes an urlencoded form. */
export const formMethods: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** Parameters are looked at one by one, by Fastify, too. */
const longestMediaType = 8_192;

/** As in go-zero, a form may come by these methods, and their media type has to be written well. */
export const checkMediaType: preParsingHookHandler = ({ method, raw: { headers } }, _reply, payload, done) => {
  const type = headers["content-type"] ?? "";
  const isLong = type.length > longestMediaType;
  const isWrong = isLong || (type !== "" && formMethods.has(method) && headerParameters(type) === undefined);
  done(isWrong ? new CodeError(400, "the header Content-Type is not well formed") : null, payload);
};

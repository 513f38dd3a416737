import type { preParsingHookHandler } from "fastify";
import { CodeError } from "../errors.ts";

/** The methods by which go-zero takes an urlencoded form. */
export const formMethods: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

const token = String.raw`[!#$%&'*+.^\w\`|~-]+`;
const typeStart = new RegExp(String.raw`^\s*${token}(?:/${token})?(?=\s*(?:;|$))`);
const parameters = new RegExp(String.raw`\s*;\s*${token}\s*=\s*(?:${token}|"(?:[^"\\]|\\.)*")`, "gy");

/** As in go-zero, a form may come by these methods, and their media type has to be written well. */
export const checkMediaType: preParsingHookHandler = ({ method, raw: { headers } }, _reply, payload, done) => {
  const type = headers["content-type"] ?? "";
  const isWrong = type !== "" && formMethods.has(method) && !isWellFormed(type);
  done(isWrong ? new CodeError(400, "the header Content-Type is not well formed") : null, payload);
};

/** Parameter by parameter: an expression for the whole would try every way to divide a long text between them. */
function isWellFormed(type: string): boolean {
  const start = typeStart.exec(type)?.[0];
  if (start === undefined) return false;
  let end = start.length;
  for (const [parameter] of type.slice(end).matchAll(parameters)) end += parameter.length;
  return ["", ";"].includes(type.slice(end).trim());
}

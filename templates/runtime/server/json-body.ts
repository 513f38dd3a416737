import type { FastifyInstance, FastifyRequest } from "fastify";
import { CodeError } from "../errors.ts";

/** Makes the server read JSON bodies, and nothing else, in the way that a contract's routes need. */
export function readJsonBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser("remove", "remove");
  server.removeAllContentTypeParsers();

  server.addContentTypeParser("application/json", { parseAs: "string" }, (request, text: string, done) => {
    refuseOtherCharset(request);
    if (text.trim() === "") return done(null, undefined);
    return parse(request, text, (error, value) => {
      // What V8 says of a JSON error repeats the body, which may hold a password.
      done(error === null ? null : new CodeError(400, `the body is not valid JSON${placeOf(text)}`), value);
    });
  });

  // A route without a request type reads nothing, so it has nothing against any type either.
  server.addContentTypeParser("*", (request, _payload, done) => {
    const type = request.headers["content-type"] ?? "no type";
    const accepted = request.routeOptions.schema?.body === undefined || !hasBody(request);
    done(accepted ? null : new CodeError(415, `expected a body of type application/json, found ${type}`));
  });

  // As in go-zero, a request of any method may have a body.
  for (const method of ["GET", "HEAD", "TRACE"])
    server.addHttpMethod(method, { hasBody: true, overrideExisting: true });
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function refuseOtherCharset(request: FastifyRequest): void {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers["content-type"] ?? "")?.[1];
  if (charset !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(charset)) {
    throw new CodeError(415, `expected the charset utf-8, found ${charset}`);
  }
}

function placeOf(text: string): string {
  const offset = errorOffset(text);
  if (offset === undefined) return "";
  const lines = text.slice(0, offset).split("\n");
  return `: line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function errorOffset(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const { message } = error instanceof Error ? error : { message: "" };
    if (message.startsWith("Unexpected end")) return text.length;
    const position = / at position (\d+)/.exec(message)?.[1];
    return position === undefined ? undefined : Number(position);
  }
}

import { Readable } from "node:stream";
import { type Gunzip, createGunzip } from "node:zlib";
import type { FastifyInstance, FastifyRequest, RequestPayload } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import { RefusalError } from "./refusal-error.ts";

/** Inflates bodies that come with `Content-Encoding: gzip`; `MaxBytes` counts what they become. */
export function inflateBodies(server: FastifyInstance, { middlewares }: RestConf): void {
  if (!middlewares.gunzip) return;
  server.addHook("preParsing", (request, _reply, payload, done) => {
    done(null, isGzip(request) ? inflated(payload, request.routeOptions.bodyLimit) : payload);
  });
}

function isGzip({ headers }: FastifyRequest): boolean {
  return /(?:^|[\s,])(?:x-)?gzip(?:$|[\s,;])/i.test(headers["content-encoding"] ?? "");
}

function inflated(payload: RequestPayload, limit: number): RequestPayload {
  const gunzip = createGunzip();
  const body = Readable.from(chunksOf(payload, gunzip, limit));
  // When too much has come out, Fastify stops listening, and what goes wrong behind that would end the process.
  body.on("error", () => {});
  // Fastify compares this with Content-Length.
  return Object.defineProperty(body, "receivedEncodedLength", { get: () => gunzip.bytesWritten });
}

/** Begins when the body is read: one that nobody wants is not inflated. */
async function* chunksOf(payload: RequestPayload, gunzip: Gunzip, limit: number): AsyncGenerator {
  // Pieces of nothing become nothing, however many they are; what gzip cannot make smaller becomes a little larger.
  const most = limit * 1.01 + 65_536;
  payload.on("data", () => {
    if (gunzip.bytesWritten > most) gunzip.destroy(new RefusalError(413, "the body is too large"));
  });
  payload.once("error", (error) => gunzip.destroy(error));
  try {
    yield* payload.pipe(gunzip);
  } catch (error) {
    if (error instanceof RefusalError) throw error;
    throw new RefusalError(400, "the body is not what gzip makes");
  }
}

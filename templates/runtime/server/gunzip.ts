import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { FastifyInstance, FastifyRequest, RequestPayload } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import { RefusalError } from "./refusal-error.ts";

/** Inflates bodies that come with `Content-Encoding: gzip`; `MaxBytes` counts what they become. */
export function inflateBodies(server: FastifyInstance, { middlewares }: RestConf): void {
  if (!middlewares.gunzip) return;
  server.addHook("preParsing", (request, _reply, payload, done) => {
    done(null, isGzip(request) ? inflated(payload) : payload);
  });
}

function isGzip({ headers }: FastifyRequest): boolean {
  return /\bgzip\b/i.test(headers["content-encoding"] ?? "");
}

function inflated(payload: RequestPayload): RequestPayload {
  const gunzip = payload.pipe(createGunzip());
  payload.once("error", (error) => gunzip.destroy(error));
  // When too much has come out, Fastify stops reading, and nobody else listens to what goes wrong behind that.
  gunzip.on("error", () => {});
  // Fastify compares this with Content-Length.
  return Object.defineProperty(Readable.from(chunksOf(gunzip)), "receivedEncodedLength", {
    get: () => gunzip.bytesWritten,
  });
}

async function* chunksOf(gunzip: Readable): AsyncGenerator {
  try {
    yield* gunzip;
  } catch {
    throw new RefusalError(400, "the body is not what gzip makes");
  }
}

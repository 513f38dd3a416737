import { Readable } from "node:stream";
import type { FastifyRequest, preParsingAsyncHookHandler } from "fastify";
import { CodeError } from "../errors.ts";

const bodies = new WeakMap<FastifyRequest, Buffer>();

/** Reads the whole body before it is parsed, so that `rawBody` has its bytes, whatever their type. */
export const keepRawBody: preParsingAsyncHookHandler = async (request, _reply, payload) => {
  const { bodyLimit } = request.routeOptions;
  const chunks: Buffer[] = [];
  let length = 0;
  // A body that is refused is not destroyed: the answer goes over the same socket.
  for await (const chunk of payload.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > bodyLimit) throw new CodeError(413, "the body is too large");
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  bodies.set(request, body);
  return Object.assign(Readable.from(body, { objectMode: false }), {
    receivedEncodedLength: payload.receivedEncodedLength ?? length,
  });
};

/** The bytes of a body as they came, which a signature is over; none where the request has no body. */
export function rawBody(request: FastifyRequest): Buffer {
  return bodies.get(request) ?? Buffer.alloc(0);
}

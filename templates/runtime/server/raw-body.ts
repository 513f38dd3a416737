import { Readable } from "node:stream";
import type { FastifyRequest, RequestPayload } from "fastify";
import { RefusalError } from "./refusal-error.ts";

/** What the hook needs of a request, whatever the types of its route. */
type AnyRequest = Pick<FastifyRequest, "routeOptions">;

const bodies = new WeakMap<AnyRequest, Buffer>();

/** A hook `preParsing`: reads the whole body before it is parsed, so that `rawBody` has its bytes, whatever their type. */
export async function keepRawBody(
  request: AnyRequest,
  _reply: unknown,
  payload: RequestPayload,
): Promise<RequestPayload> {
  const { bodyLimit } = request.routeOptions;
  const chunks: Buffer[] = [];
  let length = 0;
  // A body that is refused is not destroyed: the answer goes over the same socket.
  for await (const chunk of payload.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > bodyLimit) throw new RefusalError(413, "the body is too large");
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  bodies.set(request, body);
  return Object.assign(Readable.from(body, { objectMode: false }), {
    receivedEncodedLength: payload.receivedEncodedLength ?? length,
  });
}

/** The bytes of a body as they came, which a signature is over; none where the request has no body. */
export function rawBody(request: AnyRequest): Buffer {
  return bodies.get(request) ?? Buffer.alloc(0);
}

import type { RequestPayload } from "fastify";
import { RefusalError } from "../server/refusal-error.ts";

/**
 * Gives a body as fast as its pieces are asked for. Throws when it is longer than the limit, in bytes, and the reason of the signal
 * when that is aborted, though the client may send nothing more.
 */
export async function* piecesOf(
  payload: RequestPayload,
  limit: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void> {
  // A body that is refused is not destroyed: the answer goes over the same socket.
  const pieces: AsyncIterator<Buffer, undefined> = payload.iterator({ destroyOnReturn: false });
  let length = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await unlessAborted(pieces.next(), signal);
      if (done === true) return;
      length += value.length;
      if (length > limit) throw new RefusalError(413, "the body is too large");
      yield value;
    }
  } finally {
    void pieces.return?.();
  }
}

function unlessAborted<T>(coming: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const halt = (): void => reject(signal.reason);
    signal.addEventListener("abort", halt);
    const settled = coming.finally(() => signal.removeEventListener("abort", halt));
    settled.then(resolve, reject);
  });
}

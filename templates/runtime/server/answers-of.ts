import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { Server as TlsServer } from "node:tls";

const answers = new WeakMap<Socket, readonly ServerResponse[]>();

/** The answers that the client of a connection still waits for, and in any case the last one that it asked for, in their order. */
export function answersOf(socket: Socket): readonly ServerResponse[] {
  return answers.get(socket) ?? [];
}

export function isAwaited({ writableFinished }: ServerResponse): boolean {
  return !writableFinished;
}

/**
 * Keeps the answers of each connection, and tells all of them when it closes: Node emits the `close` of an answer only if it was its
 * turn to be sent, and never of those that wait behind it. What waits for the end of a request can rely on that event then.
 */
export function followAnswers(server: Server): ReadonlySet<Socket> {
  const open = new Set<Socket>();
  server.on(server instanceof TlsServer ? "secureConnection" : "connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => {
      open.delete(socket);
      for (const answer of answersOf(socket)) if (isAwaited(answer) && answer.socket === null) closeUnsent(answer);
    });
  });
  server.on("request", ({ socket }, answer) => {
    answers.set(socket, [...answersOf(socket).filter(isAwaited), answer]);
  });
  return open;
}

/** As Node does it with the answer whose turn it is. */
function closeUnsent(answer: ServerResponse): void {
  answer.destroy();
  answer.emit("close");
}

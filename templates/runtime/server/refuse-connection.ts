import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { answersOf, isAwaited } from "./answers-of.ts";
import { formatFailure } from "./format-failure.ts";

/**
 * Answers what Node itself cannot read as a request: there is no request and no reply then, only a socket. The answer comes behind those
 * to earlier requests, and not at all where the client has got one already and its body is late: it would be read as the next one's.
 */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket, server: FastifyInstance): void {
  // What failed below HTTP, such as the handshake of TLS, takes no answer.
  if (!/^(?:HPE|ERR_HTTP)_/.test(error.code ?? "")) socket.destroy();
  if (socket.destroyed) return;
  const answers = answersOf(socket);
  const unread = answers.findLast(({ req }) => !req.complete);
  const earlier = answers.findLast((answer) => answer !== unread && isAwaited(answer));
  if (!socket.writable || unread?.headersSent === true) socket.destroy(error);
  else if (earlier === undefined) refuse(error, socket, server);
  else earlier.once("close", () => refuseConnection(error, socket, server));
}

function refuse(error: NodeJS.ErrnoException, socket: Socket, server: FastifyInstance): void {
  const failure = { status: statusOf(error.code), error };
  const { status, type, text = "", headers } = formatFailure(failure, { log: server.log, server });
  const lines = Object.entries({
    "Content-Type": type,
    ...headers,
    "Content-Length": Buffer.byteLength(text),
    Connection: "close",
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Error"}\r\n${lines.join("")}\r\n${text}`);
}

function statusOf(code: string | undefined): number {
  if (code === "HPE_HEADER_OVERFLOW") return 431;
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
}

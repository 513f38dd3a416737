import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { formatFailure } from "./format-failure.ts";

/** Answers what Node itself cannot read as a request: there is no request and no reply then, only a socket. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket, server: FastifyInstance): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy(error);
    return;
  }
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

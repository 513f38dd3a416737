import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { Server as TlsServer } from "node:tls";
import type { FastifyInstance } from "fastify";

/**
 * When the service is about to stop, clients are told to come back on another connection. When it stops, connections whose client waits
 * for no answer are closed at once, and the others behind their last one.
 */
export function closeConnections(server: FastifyInstance): void {
  server.addHook("onSend", (_request, reply, payload, done) => {
    if (server.isClosing) reply.header("connection", "close");
    done(null, payload);
  });
  server.addHook("preClose", (done) => {
    server.isClosing = true;
    done();
  });

  const answersOf = answersByConnection(server);
  // Node calls this when it ceases to listen. Its own leaves connections open that have not sent a whole head yet, and those that become
  // idle afterwards: up to `keepAliveTimeout`, as it looks no more for slow clients then.
  server.server.closeIdleConnections = () => {
    for (const [socket, answers] of answersOf) {
      const last = answers.findLast(isAwaited);
      if (last === undefined) socket.destroySoon();
      else last.once("close", () => socket.destroySoon());
    }
  };
}

/** The answers of each connection, of which those that its client still waits for matter. */
function answersByConnection({ server }: FastifyInstance): ReadonlyMap<Socket, readonly ServerResponse[]> {
  const answersOf = new Map<Socket, readonly ServerResponse[]>();
  server.on(server instanceof TlsServer ? "secureConnection" : "connection", (socket: Socket) => {
    answersOf.set(socket, []);
    socket.once("close", () => answersOf.delete(socket));
  });
  server.on("request", ({ socket }, answer) => {
    const earlier = answersOf.get(socket);
    if (earlier !== undefined) answersOf.set(socket, [...earlier.filter(isAwaited), answer]);
  });
  return answersOf;
}

function isAwaited({ writableFinished }: ServerResponse): boolean {
  return !writableFinished;
}

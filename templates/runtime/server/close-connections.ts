import type { FastifyInstance } from "fastify";
import { answersOf, followAnswers, isAwaited } from "./answers-of.ts";
import { followHandshakes } from "./handshakes.ts";

/**
 * When the service is about to stop, clients are told to come back on another connection. When it stops, connections whose client waits
 * for no answer are closed at once, and the others behind their last one.
 */
export function closeConnections(server: FastifyInstance): void {
  server.addHook("onSend", ({ raw: { socket } }, reply, payload, done) => {
    // What was asked for behind it would get no answer.
    const isLast = (answersOf(socket).at(-1) ?? reply.raw) === reply.raw;
    if (server.isClosing && isLast) reply.header("connection", "close");
    done(null, payload);
  });
  server.addHook("preClose", (done) => {
    server.isClosing = true;
    done();
  });

  const open = followAnswers(server.server);
  const handshakes = followHandshakes(server.server);
  // Node takes the server for closed before connections that were cut off have told their answers, which log lines and spans wait for.
  server.addHook("onClose", async () => {
    await Promise.all([...open].map((socket) => new Promise((resolve) => socket.once("close", resolve))));
  });
  // Node calls this when it ceases to listen. Its own leaves connections open that have not sent a whole head yet, and those that become
  // idle afterwards: up to `keepAliveTimeout`, as it looks no more for slow clients then.
  server.server.closeIdleConnections = () => {
    for (const socket of handshakes) socket.destroy();
    for (const socket of open) {
      const last = answersOf(socket).findLast(isAwaited);
      if (last === undefined) socket.destroySoon();
      else last.once("close", () => socket.destroySoon());
    }
  };
}

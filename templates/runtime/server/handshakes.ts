import type { Server } from "node:http";
import type { Socket } from "node:net";
import { Server as TlsServer } from "node:tls";

/** The connections that are not encrypted yet, of which a server for HTTPS does not know. */
export function followHandshakes(server: Server): ReadonlySet<Socket> {
  const open = new Set<Socket>();
  if (!(server instanceof TlsServer)) return open;
  const byClient = new Map<string, Socket>();
  server.on("connection", (socket: Socket) => {
    const client = clientOf(socket);
    open.add(socket);
    byClient.set(client, socket);
    socket.once("close", () => {
      open.delete(socket);
      if (byClient.get(client) === socket) byClient.delete(client);
    });
  });
  // The socket is another one then.
  server.on("secureConnection", (socket: Socket) => {
    const raw = byClient.get(clientOf(socket));
    if (raw !== undefined) open.delete(raw);
  });
  return open;
}

/** No two connections have the same at a time. */
function clientOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

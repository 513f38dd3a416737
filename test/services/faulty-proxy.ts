import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { Socket } from "node:net";

import { listeningPort } from "./server-process.ts";

/** Stands between a client and a server, and breaks when it is told to. */
export interface FaultyProxy {
  readonly host: string;
  /** Refuses new connections and cuts those that are open. */
  stop(): void;
  /** Lets requests through, and cuts the connection instead of giving the answer. */
  cutAnswers(): void;
  /** Gives each part of an answer so many milliseconds later. */
  slowDown(milliseconds: number): void;
  /** Accepts everything and answers nothing. */
  hang(): void;
  /** How many packets it has left unanswered so. */
  unanswered(): number;
  resume(): void;
  close(): Promise<void>;
}

export async function startProxy(target: URL): Promise<FaultyProxy> {
  let state: "open" | "stopped" | "hanging" | "cutting" = "open";
  let unanswered = 0;
  let lateness = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (state === "stopped") {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on("data", (data) => {
        if (state === "hanging") unanswered += from === client ? 1 : 0;
        else if (state === "cutting" && from === upstream) client.destroy();
        else if (lateness > 0 && from === upstream) setTimeout(() => to.write(data), lateness);
        else to.write(data);
      });
      from.on("error", () => {});
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = listeningPort(server);
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    host: `127.0.0.1:${port}`,
    stop: () => {
      state = "stopped";
      cut();
    },
    cutAnswers: () => {
      state = "cutting";
    },
    slowDown: (milliseconds) => {
      lateness = milliseconds;
    },
    hang: () => {
      state = "hanging";
    },
    unanswered: () => unanswered,
    resume: () => {
      if (state === "hanging") cut();
      state = "open";
      lateness = 0;
    },
    close: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}

import { EventEmitter, once } from "node:events";

import { Redis } from "ioredis";

/** The commands that a Redis server is sent for some of its keys. */
export interface RedisWatch {
  /** Each as `name key…`, in order; what came until now is left out of the next answer. A script is told by its first word. */
  taken(): Promise<readonly string[]>;
  close(): void;
}

/** Watches the keys that begin with `prefix`. */
export async function watchRedis(url: string, prefix: string): Promise<RedisWatch> {
  const client = new Redis(url);
  const monitor = await client.monitor();
  let commands: string[] = [];
  const ends = new EventEmitter();
  monitor.on("monitor", (_time: string, [name = "", ...args]: readonly string[], source: string) => {
    if (args[0] === `${prefix}end`) ends.emit("end");
    else if (source !== "lua" && args.some((arg) => arg.startsWith(prefix))) {
      commands.push([name.toLowerCase(), ...args.filter((arg) => arg.startsWith(prefix))].join(" "));
    }
  });
  return {
    taken: async () => {
      // The server tells its commands in order: once this one is seen, so are all before it.
      const seen = once(ends, "end");
      await client.get(`${prefix}end`);
      await seen;
      const taken = commands;
      commands = [];
      return taken;
    },
    close: () => {
      monitor.disconnect();
      client.disconnect();
    },
  };
}

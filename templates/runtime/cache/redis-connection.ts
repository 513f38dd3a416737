import type { Cluster, Redis } from "ioredis";

import type { CacheConf } from "../config/cache-conf.ts";
import { LazyResource } from "../lazy-resource.ts";
import { within } from "../time-limit.ts";
import { redisAddresses } from "./redis-address.ts";
import { redisScripts } from "./redis-scripts.ts";

export type RedisNode = CacheConf[number];
type Client = Redis | Cluster;

const COMMAND_TIMEOUT = 500;
const CONNECT_TIMEOUT = 1_000;
/** A connection that has not said anything for so long while something was asked is taken for dead. */
const SILENCE_LIMIT = 1_000;
const MAX_RECONNECT_DELAY = 500;

/** A Redis server or cluster. Commands fail fast while it is away: they are never queued and never sent twice. */
export class RedisConnection {
  readonly isCluster: boolean;
  readonly #client: LazyResource<Client>;
  /** Why there is no connection, as far as that is known. */
  #failure: string | undefined;

  constructor(node: RedisNode) {
    this.isCluster = node.type === "cluster";
    this.#client = new LazyResource(async () => await connect(node, (failure) => (this.#failure = failure)));
  }

  /** `limit`: milliseconds for the command; the first one waits for the connection besides. */
  async run<Answer>(command: (client: Client) => Promise<Answer>, limit = COMMAND_TIMEOUT): Promise<Answer> {
    const client = await this.#client.get();
    // Of itself the client says only that it has no connection.
    if (client.status !== "ready") throw new Error(this.#failure ?? "there is no connection yet");
    return await within(limit, command(client), () => new Error(`no answer within ${limit} ms`));
  }

  /** Keys of a cluster are on different servers: each needs a command of its own. */
  async runFor(
    keys: readonly string[],
    command: (client: Client, keys: readonly string[]) => Promise<unknown>,
    limit = COMMAND_TIMEOUT,
  ): Promise<void> {
    await this.run(async (client) => {
      if (this.isCluster) await Promise.all(keys.map(async (key) => await command(client, [key])));
      else await command(client, keys);
    }, limit);
  }

  async close(): Promise<void> {
    const client = await this.#client.take();
    client?.disconnect();
  }
}

/** `told` gets the failure of each attempt to connect, and `undefined` for one that succeeds. */
async function connect(node: RedisNode, told: (failure: string | undefined) => void): Promise<Client> {
  const addresses = redisAddresses(node.host);
  if (addresses === undefined) throw new Error("expected a Redis server as host:port");
  const { Cluster: ClusterClient, Redis: Client } = await import("ioredis");
  const options = clientOptions(node);
  const client =
    node.type === "cluster"
      ? new ClusterClient([...addresses], {
          redisOptions: options,
          scripts: redisScripts,
          lazyConnect: true,
          enableOfflineQueue: false,
          clusterRetryStrategy: reconnectDelay,
          slotsRefreshTimeout: CONNECT_TIMEOUT,
          maxRedirections: 4,
        })
      : new Client({
          ...options,
          ...addresses[0],
          scripts: redisScripts,
          lazyConnect: true,
          enableOfflineQueue: false,
        });
  // A server without TLS waits for more, so that only a time-out tells.
  const how = node.tls ? " over TLS" : "";
  client.on("error", (error: Error) => told(reasonOf(error) + how));
  client.on("ready", () => told(undefined));
  await firstOutcome(client);
  return client;
}

function clientOptions(node: RedisNode) {
  return {
    ...(node.user === undefined ? {} : { username: node.user }),
    ...(node.pass === undefined ? {} : { password: node.pass }),
    ...(node.tls ? { tls: {} } : {}),
    connectTimeout: CONNECT_TIMEOUT,
    // It asks for INFO, which not every user may, and prints that to the console.
    enableReadyCheck: false,
    commandTimeout: COMMAND_TIMEOUT,
    socketTimeout: SILENCE_LIMIT,
    maxRetriesPerRequest: 1,
    autoResendUnfulfilledCommands: false,
    keepAlive: 10_000,
    retryStrategy: reconnectDelay,
    // After a failover the old primary answers READONLY; a new connection finds the new one.
    reconnectOnError: (error: Error) => error.message.startsWith("READONLY"),
  };
}

/** A cluster says only that it has failed, and of the last node that it asked why. */
function reasonOf(error: Error): string {
  const cause = "lastNodeError" in error ? error.lastNodeError : undefined;
  return cause instanceof Error ? `${error.message} ${cause.message}` : error.message;
}

function reconnectDelay(attempt: number): number {
  return Math.min(attempt * 100, MAX_RECONNECT_DELAY) * (0.5 + Math.random() / 2);
}

/** Resolves when the first attempt to connect has succeeded, has failed, or takes longer than a command may. */
async function firstOutcome(client: Client): Promise<void> {
  const limit = new Promise((resolve) => setTimeout(resolve, COMMAND_TIMEOUT).unref());
  await Promise.race([client.connect().catch(() => {}), limit]);
}

import type { CacheConf } from "../config/cache-conf.ts";
import type { CacheStore } from "./cache-store.ts";
import { GoZeroStore } from "./go-zero-store.ts";
import { GuardedStore } from "./guarded-store.ts";
import type { Report } from "./guarded-store.ts";
import { MemoryStore } from "./memory-store.ts";
import { RedisConnection } from "./redis-connection.ts";
import type { RedisNode } from "./redis-connection.ts";
import { RedisStore } from "./redis-store.ts";
import { SpreadStore } from "./spread-store.ts";

/** The store that `CacheRedis` names. */
export function openStore(conf: CacheConf, report: Report): CacheStore {
  const [node, ...others] = conf;
  if (node === undefined) return new MemoryStore();
  if (others.length === 0) return nodeStore(node, report);
  const stores = conf.map((each) => nodeStore(each, report));
  return new SpreadStore(stores, conf);
}

function nodeStore(node: RedisNode, report: Report): CacheStore {
  const redis = new RedisConnection(node);
  const store = node.compat === "go-zero" ? new GoZeroStore(redis) : new RedisStore(redis);
  return new GuardedStore(store, report, node.host);
}

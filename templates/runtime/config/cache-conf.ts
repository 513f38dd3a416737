import { z } from "zod";
import { redisAddresses } from "../cache/redis-address.ts";
import { duration, password, withoutEffect } from "./conf-value.ts";

const CacheNode = z.object({
  /** `host:port`; for a cluster some of its nodes, with commas between. */
  host: z.string().min(1, "is empty"),
  type: z.enum(["node", "cluster"]).default("node"),
  user: z.string().optional(),
  pass: password().optional(),
  tls: z.boolean().default(false),
  nonBlock: withoutEffect(z.boolean().optional()),
  pingTimeout: withoutEffect(duration().optional()),
  /** The server's share of the keys, in relation to that of the others; more than 100 counts as 100. */
  weight: z.int().default(100),
  /** `go-zero`: the cache is shared with services in Go, which know no leases. */
  compat: z.enum(["go-zero"]).optional(),
  /** What becomes of reads while Redis fails. */
  onCacheError: z.enum(["database", "fail"]).default("database"),
});

/** `CacheRedis`: the Redis servers of the cache; an empty list keeps the cache inside the process. */
export const CacheConf = z
  .array(CacheNode)
  .default([])
  .superRefine((nodes, context) => {
    for (const [index, node] of nodes.entries()) {
      const message = problemOfHost(node);
      if (message !== undefined) context.addIssue({ code: "custom", path: [index, "host"], message });
    }
    const [first] = nodes;
    const odd = nodes.findIndex((node) => node.compat !== first?.compat || node.onCacheError !== first?.onCacheError);
    if (odd > 0) {
      const message = "expected the same Compat and OnCacheError as for the first server";
      context.addIssue({ code: "custom", path: [odd], message });
    }
    if (nodes.length > 0 && nodes.every(({ weight }) => weight <= 0)) {
      context.addIssue({ code: "custom", path: [0, "weight"], message: "expected one server with a weight above 0" });
    }
  });
export type CacheConf = z.infer<typeof CacheConf>;

/** A text that is no address is not shown: in a URL there may be a password. */
function problemOfHost({ host, type }: z.infer<typeof CacheNode>): string | undefined {
  const addresses = redisAddresses(host);
  if (addresses === undefined) return "expected host:port, without user and password, which are keys of their own";
  return addresses.length > 1 && type === "node" ? "expected one server; several are for Type: cluster" : undefined;
}

import { z } from "zod";
import { password } from "./conf-value.ts";

const CacheNode = z.object({
  host: z.string().min(1, "is empty"),
  type: z.enum(["node", "cluster"]).default("node"),
  user: z.string().optional(),
  pass: password().optional(),
  tls: z.boolean().default(false),
  weight: z.int().default(100),
});

/** `CacheRedis`: the Redis servers of the cache; an empty list keeps the cache inside the process. */
export const CacheConf = z.array(CacheNode).default([]);
export type CacheConf = z.infer<typeof CacheConf>;

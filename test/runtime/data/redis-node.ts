/** `CacheRedis` with one server. */
export function redisNode(host: string) {
  return { host, type: "node", tls: false, weight: 100, onCacheError: "database" } as const;
}

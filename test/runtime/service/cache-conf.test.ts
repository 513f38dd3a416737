import { expect, it } from "vitest";
import { z } from "zod";

import { CacheConf } from "../../../templates/runtime/config/cache-conf.ts";
import { readConfig } from "../../../templates/runtime/config/config-reader.ts";

function read(servers: string) {
  return readConfig(`CacheRedis: ${servers}`, z.object({ cacheRedis: CacheConf }), {});
}

it("reads how the cache is used", () => {
  const { config, errors, warnings } = read("[{Host: x, Compat: go-zero, OnCacheError: fail}]");
  expect([...errors, ...warnings]).toEqual([]);
  expect(config?.cacheRedis).toMatchObject([{ host: "x", compat: "go-zero", onCacheError: "fail" }]);
});

it.each(["x", "redis-1.svc_a:6380", "127.0.0.1:6379", "'[::1]:6379'", "'[fe80::1%eth0]'"])(
  "takes the address %s",
  (host) => {
    expect(read(`[{Host: ${host}}]`).errors).toEqual([]);
  },
);

it("takes several addresses for a cluster", () => {
  expect(read("[{Host: 'a:1,b:2', Type: cluster}]").errors).toEqual([]);
});

it("knows all keys of go-zero, and tells those without effect", () => {
  const { errors, warnings } = read("[{Host: x, NonBlock: false, PingTimeout: 2s}]");
  expect(errors).toEqual([]);
  expect(warnings.map(({ key, text }) => `${key}: ${text}`)).toEqual([
    "CacheRedis[0].NonBlock: has no effect in this service",
    "CacheRedis[0].PingTimeout: has no effect in this service",
  ]);
});

const host = "expected host:port, without user and password, which are keys of their own";

it.each([
  ["[{Host: x, Compat: goctl}]", 'CacheRedis[0].Compat: expected one of go-zero, found "goctl"'],
  ["[{Host: x, OnCacheError: log}]", 'CacheRedis[0].OnCacheError: expected one of database, fail, found "log"'],
  [
    "[{Host: x, Compat: go-zero}, {Host: z}]",
    "CacheRedis[1]: expected the same Compat and OnCacheError as for the first server",
  ],
  ["[{Host: 'redis://:pa55word@x:6379'}]", `CacheRedis[0].Host: ${host}`],
  ["[{Host: 'pa55word@x:6379'}]", `CacheRedis[0].Host: ${host}`],
  ["[{Host: 'x:6379/pa55word'}]", `CacheRedis[0].Host: ${host}`],
  ["[{Host: x}, {Host: 'x:99999'}]", `CacheRedis[1].Host: ${host}`],
  ["[{Host: 'x:1,', Type: cluster}]", `CacheRedis[0].Host: ${host}`],
  ["[{Host: 'x:1,y:2'}]", "CacheRedis[0].Host: expected one server; several are for Type: cluster"],
  ["[{Host: x, Weight: 0}]", "CacheRedis[0].Weight: expected one server with a weight above 0"],
])("refuses %s", (servers, problem) => {
  expect(read(servers).errors.map(({ key, text }) => `${key}: ${text}`)).toEqual([problem]);
});

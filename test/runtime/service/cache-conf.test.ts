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

it.each([
  ["[{Host: x, Compat: goctl}]", 'CacheRedis[0].Compat: expected one of go-zero, found "goctl"'],
  ["[{Host: x, OnCacheError: log}]", 'CacheRedis[0].OnCacheError: expected one of database, fail, found "log"'],
  [
    "[{Host: x, Compat: go-zero}, {Host: z}]",
    "CacheRedis[1]: expected the same Compat and OnCacheError as for the first server",
  ],
  ["[{Host: x, Weight: 0}]", "CacheRedis[0].Weight: expected one server with a weight above 0"],
])("refuses %s", (servers, problem) => {
  expect(read(servers).errors.map(({ key, text }) => `${key}: ${text}`)).toEqual([problem]);
});

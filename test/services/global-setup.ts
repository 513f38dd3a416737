import type { TestProject } from "vitest/node";

import type { Service } from "./server-process.ts";
import { startMysql } from "./start-mysql.ts";
import { startRedis } from "./start-redis.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** `mysql://user:password@host:port`, without a database: each test file makes its own. */
    readonly mysqlUrl: string;
    /** `redis://host:port` */
    readonly redisUrl: string;
  }
}

/** Gives the tests a real MySQL or MariaDB and a real Redis: those of the environment, or own ones that end with the run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { TEST_MYSQL_URL, TEST_REDIS_URL } = process.env;
  const [mysql, redis] = await Promise.all([
    TEST_MYSQL_URL === undefined ? startMysql() : running(TEST_MYSQL_URL),
    TEST_REDIS_URL === undefined ? startRedis() : running(TEST_REDIS_URL),
  ]);
  project.provide("mysqlUrl", mysql.url.replace(/\/$/u, ""));
  project.provide("redisUrl", redis.url.replace(/\/$/u, ""));
  return async () => {
    await Promise.all([mysql.stop(), redis.stop()]);
  };
}

function running(url: string): Service {
  return { url, stop: async () => {} };
}

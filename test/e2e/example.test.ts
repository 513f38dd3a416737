import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createClient } from "./sql-client.ts";
import { afterAll, describe, expect, inject, it } from "vitest";

import { credentials, expectInfo, login, walk } from "./seed-walk.ts";
import { freePort, startService } from "./service-process.ts";
import type { Service } from "./service-process.ts";

const example = join(import.meta.dirname, "../../examples/user-api");
const folder = mkdtempSync(join(tmpdir(), "tsgoctl-example-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const redis = new URL(inject("redisUrl"));
const mysqlDatabase = `example_${process.pid}`;

/** What stands in the settings for each store. */
const stores = [
  {
    name: "SQLite and the process's own cache",
    dataSource: `sqlite:${join(folder, "user.db")}`,
    cacheRedis: "CacheRedis: []",
    prepare: async () => {},
  },
  {
    name: "MySQL and Redis",
    dataSource: mysqlDataSource(),
    cacheRedis: `CacheRedis:\n  - Host: ${redis.hostname}:${redis.port}\n    Type: node`,
    prepare: createMysqlTables,
  },
];

describe.each(stores)("the example service on $name", ({ name, dataSource, cacheRedis, prepare }) => {
  it("serves the seed's walk, refuses what it should, and keeps registrations over a restart", async () => {
    await prepare();
    const first = await start(name, dataSource, cacheRedis);
    let token: string;
    try {
      await walk(first);
      await expectRefusals(first);
      token = (await login(first)).accessToken;
    } finally {
      expect(await first.stop()).toBe(0);
    }

    const second = await start(name, dataSource, cacheRedis);
    try {
      await expectInfo(second, token);
      await login(second);
      expect(await second.post("/user/register", credentials)).toMatchObject({ status: 409 });
      expectNoSecrets(first.output() + second.output(), token);
    } finally {
      expect(await second.stop()).toBe(0);
    }
  }, 120_000);
});

async function expectRefusals(service: Service): Promise<void> {
  const wrong = await service.post("/user/login", { ...credentials, password: "secret124" });
  const unknown = await service.post("/user/login", { ...credentials, username: "nobody" });
  expect(wrong).toMatchObject({ status: 401, contentType: expect.stringContaining("application/problem+json") });
  expect(wrong.body).toMatchObject({ status: 401, detail: "invalid credentials" });
  expect(unknown).toEqual(wrong);
  expect(await service.get("/user/info")).toMatchObject({ status: 401 });
  expect(await service.get("/user/info", "abc.def.ghi")).toMatchObject({ status: 401 });
  expect(await service.post("/user/register", credentials)).toMatchObject({ status: 409 });
  expect(await service.post("/user/login", { username: 1 })).toMatchObject({ status: 400 });
  expect(await service.get("/nope")).toMatchObject({ status: 404 });
}

/** Neither a password nor a token may stand in a log. */
function expectNoSecrets(output: string, token: string): void {
  expect(output).toContain('"path":"/user/login"');
  for (const secret of [credentials.password, token, "change-me-to-a-random"]) expect(output).not.toContain(secret);
}

async function start(name: string, dataSource: string, cacheRedis: string): Promise<Service> {
  const port = await freePort();
  const settings = readFileSync(join(example, "etc/user-api.dev.yaml"), "utf8")
    .replace(/^Port: .*$/mu, `Port: ${port}`)
    .replace(/^DataSource: .*$/mu, `DataSource: ${JSON.stringify(dataSource)}`)
    .replace(/^CacheRedis: .*$/mu, cacheRedis);
  const file = join(folder, `${name.replaceAll(/\W+/gu, "-")}.yaml`);
  writeFileSync(file, settings);
  return startService(example, file, port);
}

/** In the form that go-zero's services have it. */
function mysqlDataSource(): string {
  const { username, password, hostname, port } = new URL(inject("mysqlUrl"));
  const user = password === "" ? username : `${username}:${decodeURIComponent(password)}`;
  return `${user}@tcp(${hostname}:${port || "3306"})/${mysqlDatabase}?parseTime=true`;
}

async function createMysqlTables(): Promise<void> {
  const client = await createClient(inject("mysqlUrl"));
  await client.run(
    `create database ${mysqlDatabase}`,
    `use ${mysqlDatabase}`,
    readFileSync(join(example, "user.sql"), "utf8"),
  );
  await client.close();
}

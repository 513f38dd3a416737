import { createConnection } from "mysql2/promise";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, expect, it } from "vitest";

import { itemStatements } from "../../property/cache-history/item-table.ts";
import type { Operation } from "../../property/cache-history/operation.ts";
import { startWorker } from "../../property/cache-history/worker-process.ts";
import type { WorkerProcess } from "../../property/cache-history/worker-process.ts";
import { startMysql } from "../../services/start-mysql.ts";
import { startRedis } from "../../services/start-redis.ts";
import type { OwnService } from "../../services/server-process.ts";

const PROCESSES = 4;
const READERS = 200;

const noMishaps = { lostCommands: 0, deaths: 0 };

let mysql: OwnService;
let redis: OwnService;
let connection: Connection;
let seen = 0;
let workers: readonly WorkerProcess[];

beforeAll(async () => {
  [mysql, redis] = await Promise.all([startMysql(), startRedis()]);
  connection = await createConnection({ uri: mysql.url });
  await connection.query("create database app");
  await connection.query("use app");
  for (const statement of itemStatements) await connection.query(statement);
  await connection.query("set global log_output = 'TABLE', global general_log = 1");
  const options = {
    redis: new URL(redis.url).host,
    dataSource: `root@tcp(${new URL(mysql.url).host})/app`,
    bug: undefined,
    inBulk: false,
  };
  workers = await Promise.all(Array.from({ length: PROCESSES }, async () => await startWorker(options)));
  // Connections and code are there before it begins.
  for (const worker of workers) await worker.run({ kind: "findBy", name: "warm" }, noMishaps);
});
afterAll(async () => {
  for (const worker of workers) await worker.stop();
  await connection.end();
  await Promise.all([mysql.stop(), redis.stop()]);
});

/** The reads of the table, by what they select, that the server has been asked for since it was asked last. */
async function selects(): Promise<readonly string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "select convert(argument using utf8mb4) as statement from mysql.general_log " +
      "where command_type = 'Execute' and argument like 'select%from `item`%' order by event_time",
  );
  const since = rows.slice(seen);
  seen = rows.length;
  return since.map(({ statement }) => String(statement).split(" ")[1] ?? "");
}

/** Two hundred readers at the same time, in four processes. */
async function readBy(operation: Operation) {
  const readers = Array.from({ length: READERS }, async (_, index) => {
    const outcome = await workers[index % PROCESSES]?.run(operation, noMishaps);
    return outcome;
  });
  return new Set((await Promise.all(readers)).map((outcome) => JSON.stringify(outcome)));
}

it.each([
  { kind: "find", id: 1 },
  { kind: "find", id: 999 },
] as const)("200 readers of a cold key in four processes are one SELECT: $id", async (operation) => {
  await connection.query("replace into item values (1, 'cold', 7)");
  await selects();
  const row = operation.id === 1 ? { id: 1, name: "cold", version: 7 } : undefined;
  expect(await readBy(operation)).toEqual(new Set([JSON.stringify({ kind: "done", row })]));
  expect(await selects()).toEqual(["`id`,`name`,`version`"]);
});

it("200 readers by a cold unique key are one SELECT of the key and one of the row", async () => {
  await connection.query("replace into item values (2, 'named', 8)");
  await selects();
  const row = { id: 2, name: "named", version: 8 };
  expect(await readBy({ kind: "findBy", name: "named" })).toEqual(new Set([JSON.stringify({ kind: "done", row })]));
  expect(await selects()).toEqual(["`id`,`name`", "`id`,`name`,`version`"]);
});

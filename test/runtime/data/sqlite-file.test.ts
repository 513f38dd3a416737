import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, describe, expect, it } from "vitest";

import { DatabaseTimeoutError, openDatabase } from "../../../templates/runtime/database/database.ts";
import type { Database } from "../../../templates/runtime/database/database.ts";

const create = "create table if not exists item (id integer primary key, name varchar(20) not null)";
const schema = { table: "item", statements: [create] };

async function itemNames(database: Database): Promise<readonly unknown[]> {
  const rows = await database.query("select `name` from `item` order by `name`");
  return rows.map((row) => row["name"]);
}

describe("SQLite in a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "tsgoctl-sqlite-"));
  const databases: Database[] = [];
  const children: ChildProcess[] = [];

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    for (const database of databases.splice(0)) await database.close();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function open(name: string): Database {
    const database = openDatabase(`sqlite:${join(folder, name)}`, [schema]);
    databases.push(database);
    return database;
  }

  /** Another process in the middle of a transaction. */
  async function holder(name: string): Promise<ChildProcess> {
    const entry = join(import.meta.dirname, "lock-holder.ts");
    const child = spawn(process.execPath, ["--import", "tsx", entry, join(folder, name)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    const [said] = await once(child.stdout, "data");
    expect(String(said)).toBe("holding\n");
    return child;
  }

  /** Makes whatever locks the file look as if it had been there for an hour. */
  function age(name: string): void {
    const anHourAgo = new Date(Date.now() - 3_600_000);
    for (const path of [`${name}.lock`, `${name}.owner`].map((file) => join(folder, file))) {
      if (existsSync(path)) utimesSync(path, anHourAgo, anHourAgo);
    }
  }

  it("has its rows again after a restart", async () => {
    const first = open("restart.db");
    await first.execute("insert into `item` values (1, 'kept')");
    await first.close();
    expect(await itemNames(open("restart.db"))).toEqual(["kept"]);
  });

  it("keeps another connection waiting, however long a transaction takes", async () => {
    const [slow, other] = [open("slow.db"), open("slow.db")];
    await slow.query("select 1");
    await other.query("select 1");
    const events: string[] = [];
    let waiting: Promise<unknown> = Promise.resolve();
    await slow.transact(async (session) => {
      await session.execute("insert into `item` values (1, 'slow')");
      age("slow.db");
      waiting = other.execute("insert into `item` values (2, 'other')").then(() => events.push("other"));
      await new Promise((resolve) => setTimeout(resolve, 300));
      events.push("slow");
    });
    await waiting;
    expect(events).toEqual(["slow", "other"]);
    expect(await itemNames(slow)).toEqual(["other", "slow"]);
    expect(await itemNames(other)).toEqual(["other", "slow"]);
  });

  it("waits for the transaction of a process that lives, and says what to do if that does not end", async () => {
    const database = open("held.db");
    await database.execute("insert into `item` values (1, 'kept')");
    await holder("held.db");
    age("held.db");
    const failure = await database.execute("insert into `item` values (2, 'late')").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatabaseTimeoutError);
    expect(failure).toMatchObject({ code: 503, cause: { message: expect.stringContaining("held.db.owner") } });
    expect(String(failure)).not.toContain(folder);
  });

  it("goes on at once after a process that was killed, without what that has not committed", async () => {
    const database = open("killed.db");
    await database.execute("insert into `item` values (1, 'kept')");
    const child = await holder("killed.db");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(existsSync(join(folder, "killed.db.lock"))).toBe(true);
    const others = [open("killed.db"), open("killed.db")];
    await Promise.all(
      [database, ...others].map(async (each, index) => {
        await each.execute("insert into `item` values (?, ?)", [index + 2, `after ${index}`]);
      }),
    );
    expect(await itemNames(database)).toEqual(["after 0", "after 1", "after 2", "kept"]);
    await database.close();
    expect(existsSync(join(folder, "killed.db.lock"))).toBe(false);
    expect(existsSync(join(folder, "killed.db.owner"))).toBe(false);
  });

  it.each([
    ["another machine", 0],
    ["another container", 2],
  ])("does not take the lock of a process that it cannot see, on %s", async (_, line) => {
    const name = `unseen${line}.db`;
    const owner = join(folder, `${name}.owner`);
    const database = open(name);
    const record = await database.transact(async () => readFileSync(owner, "utf8").split("\n"));
    writeFileSync(owner, record.with(line, "elsewhere").with(3, "999999999").join("\n"));
    await expect(database.query("select 1")).rejects.toBeInstanceOf(DatabaseTimeoutError);
    rmSync(owner);
  });

  it("takes the lock of a process from before the machine was started anew", async () => {
    const owner = join(folder, "booted.db.owner");
    const database = open("booted.db");
    const record = await database.transact(async () => readFileSync(owner, "utf8").split("\n"));
    writeFileSync(owner, record.with(1, "an earlier boot").join("\n"));
    expect(await itemNames(database)).toEqual([]);
  });

  it("opens as soon as it can after an opening that failed, and closes in any case", async () => {
    writeFileSync(join(folder, "broken.db"), "this is no database, whatever its name says; ".repeat(50));
    const database = open("broken.db");
    await expect(database.query("select 1")).rejects.toThrow("not a database");
    await expect(database.close()).resolves.toBeUndefined();
    await expect(database.query("select 1")).rejects.toThrow("not a database");
    rmSync(join(folder, "broken.db"));
    expect(await itemNames(database)).toEqual([]);
  });

  it("keeps no connection, and so no lock, after an opening that failed half way", async () => {
    const file = join(folder, "half.db");
    const broken = openDatabase(`sqlite:${file}`, [{ table: "x", statements: ["begin immediate", "create tabel x"] }]);
    await expect(broken.query("select 1")).rejects.toThrow("syntax error");
    expect(existsSync(`${file}.lock`)).toBe(false);
    await broken.close();
    expect(await itemNames(open("half.db"))).toEqual([]);
  });
});

import { randomBytes } from "node:crypto";

import { inject } from "vitest";

import { openCache } from "../../../templates/runtime/cache/cache.ts";
import type { Cache } from "../../../templates/runtime/cache/cache.ts";
import { openDatabase } from "../../../templates/runtime/database/database.ts";
import type { Database, EmbeddedSchema } from "../../../templates/runtime/database/database.ts";
import { createDatabase } from "../../services/test-database.ts";
import { redisNode } from "./redis-node.ts";

export const storeKinds = ["MySQL and Redis", "SQLite and memory"] as const;
export type StoreKind = (typeof storeKinds)[number];

/** A database with its tables, an empty cache, and how often each was asked. */
export interface Stores {
  readonly database: Database;
  readonly cache: Cache;
  /** In the form of `DataSource`. */
  readonly dataSource: string;
  /** The statements that were run, in order. */
  readonly statements: string[];
  close(): Promise<void>;
}

export async function openStores(kind: StoreKind, ddl: readonly string[], schema: EmbeddedSchema): Promise<Stores> {
  if (kind === "SQLite and memory") return stores("sqlite::memory:", schema, openCache([]));
  const own = await createDatabase();
  await own.run(...ddl);
  const opened = stores(own.dataSource, schema, openCache([redisNode(new URL(inject("redisUrl")).host)]));
  return {
    ...opened,
    close: async () => {
      await opened.close();
      await own.drop();
    },
  };
}

/** A name for cache keys that no other test file uses. */
export function uniqueName(): string {
  return `d${randomBytes(6).toString("hex").replaceAll(/[a-f]/gu, "0")}`;
}

/** Lets a test hold up what waits for `opened`. */
export function openableGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const opening = new EventTarget();
  const opened = new Promise<void>((resolve) => opening.addEventListener("open", () => resolve(), { once: true }));
  return { opened, open: () => void opening.dispatchEvent(new Event("open")) };
}

function stores(dataSource: string, schema: EmbeddedSchema, cache: Cache): Stores {
  const database = openDatabase(dataSource, [schema]);
  const statements: string[] = [];
  return {
    database: recording(database, statements),
    cache,
    dataSource,
    statements,
    close: async () => {
      await cache.close();
      await database.close();
    },
  };
}

function recording(database: Database, statements: string[]): Database {
  return {
    dialect: database.dialect,
    statementLimit: database.statementLimit,
    query: async (sql, values) => {
      statements.push(sql);
      return await database.query(sql, values);
    },
    execute: async (sql, values) => {
      statements.push(sql);
      return await database.execute(sql, values);
    },
    transact: async (work) => await database.transact(work),
    close: async () => await database.close(),
  };
}

import { randomBytes } from "node:crypto";

import { createConnection } from "mysql2/promise";
import { inject } from "vitest";

/** A database of its own on the tests' server. */
export interface TestDatabase {
  /** In the form of go-zero's `DataSource`. */
  readonly dataSource: string;
  run(...statements: readonly string[]): Promise<void>;
  drop(): Promise<void>;
}

export async function createDatabase(): Promise<TestDatabase> {
  const url = new URL(inject("mysqlUrl"));
  const name = `test_${randomBytes(6).toString("hex")}`;
  const connection = await createConnection({ uri: url.href });
  await connection.query(`create database \`${name}\` character set utf8mb4`);
  await connection.query(`use \`${name}\``);
  const login = [url.username, url.password].map(decodeURIComponent).join(":");
  return {
    dataSource: `${login}@tcp(${url.host})/${name}?charset=utf8mb4&parseTime=true&loc=UTC`,
    run: async (...statements) => {
      for (const statement of statements) await connection.query(statement);
    },
    drop: async () => {
      await connection.query(`drop database \`${name}\``);
      await connection.end();
    },
  };
}

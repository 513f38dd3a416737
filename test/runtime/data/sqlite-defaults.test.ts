import { expect, it } from "vitest";

import { openDatabase } from "../../../templates/runtime/database/database.ts";
import { binary, fixedBinary } from "../../../templates/runtime/database/bytes-codecs.ts";
import { choice } from "../../../templates/runtime/database/text-codecs.ts";
import { year } from "../../../templates/runtime/database/number-codecs.ts";
import { date, datetime, time } from "../../../templates/runtime/database/time-codecs.ts";

// What SQLite keeps as the DDL has it comes as MySQL would give it.
it.each([
  ["blob default 'abc'", binary, Buffer.from("abc")],
  ["blob default 'abc'", fixedBinary(5), Buffer.from("abc\0\0")],
  ["text default 'Small'", choice(["small", "large"]), "small"],
  ["text default '1:2:3'", time(0), "01:02:03"],
  ["integer default 26", year, 2026],
  ["text default '2026-1-5'", date, new Date("2026-01-05T00:00:00Z")],
  ["text default '2026-1-5 6:07:8.25'", datetime(2), new Date("2026-01-05T06:07:08.250Z")],
  ["text default 20260105060708", datetime(0), new Date("2026-01-05T06:07:08Z")],
  ["text default 20260105", date, new Date("2026-01-05T00:00:00Z")],
])("reads a column with %s", async (column, codec, expected) => {
  const database = openDatabase("sqlite::memory:", [
    { table: "sample", statements: [`create table sample (id integer primary key, value ${column})`] },
  ]);
  await database.execute("insert into `sample` (id) values (1)");
  const [row] = await database.query("select value from `sample`");
  expect(codec.decode(row?.["value"])).toEqual(expected);
  await database.close();
});

it.each(["", "2026-13-45", "x", "20261"])("reads no time from %j", (text) => {
  expect(datetime(0).decode(text)).toBeUndefined();
});

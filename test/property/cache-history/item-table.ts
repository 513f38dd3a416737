import type { CacheKeys } from "../../../templates/runtime/cache/cached-rows.ts";
import { column } from "../../../templates/runtime/database/column.ts";
import { integer } from "../../../templates/runtime/database/number-codecs.ts";
import { Table } from "../../../templates/runtime/database/table.ts";
import { text } from "../../../templates/runtime/database/text-codecs.ts";

/** A row whose version says which write has made it. */
export interface Item {
  readonly id: number;
  readonly name: string;
  readonly version: number;
}

export const itemTable = new Table<Item>({
  name: "item",
  columns: {
    id: column("id", "Id", integer),
    name: column("name", "Name", text),
    version: column("version", "Version", integer),
  },
  primaryKey: ["id"],
  inserted: ["id", "name", "version"],
  updated: ["name", "version"],
});

export const nameKey = { prefix: "cache:item:name:", properties: ["name"] } as const;
export const idKey = { prefix: "cache:item:id:", properties: ["id"] } as const;
export const itemKeys: CacheKeys<Item> = { row: idKey, unique: [nameKey] };

/** The table, and triggers that write down in which order its rows have changed. */
export const itemStatements: readonly string[] = [
  "create table item (id bigint primary key, name varchar(40) not null, version bigint not null, unique key (name))",
  "create table item_change (seq bigint auto_increment primary key, id bigint not null, name varchar(40), " +
    "version bigint not null, at decimal(20, 6) not null, key (id))",
  ...[
    ["insert", "new.id, new.name, new.version"],
    ["update", "new.id, new.name, new.version"],
    ["delete", "old.id, null, old.version"],
  ].map(
    ([event, values]) =>
      `create trigger item_${event} after ${event} on item for each row ` +
      `insert into item_change (id, name, version, at) values (${values}, unix_timestamp(sysdate(6)) * 1000)`,
  ),
];

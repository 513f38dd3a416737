import type { Column, ColumnType, TableSpec } from "../../model/table-spec.ts";
import type { ModelExtra } from "./model-extras.ts";
import { softDeleteOf } from "./soft-delete.ts";

/** Of what was asked for, what the model of this table can have. */
export function allowedExtras(table: TableSpec, asked: readonly ModelExtra[]): readonly ModelExtra[] {
  return asked.filter((extra) => {
    if (extra === "page") return unorderedColumn(table) === undefined;
    return extra !== "softdelete" || softDeleteOf(table) !== undefined;
  });
}

/**
 * A column of the primary key by which no page can be found: the database sorts it otherwise than it compares it (ENUM and SET by their
 * numbers), or does not keep what it is compared with (FLOAT).
 */
export function unorderedColumn({ primaryKey }: TableSpec): Column | undefined {
  return primaryKey.find(({ type }) => !isOrdered(type));
}

const unordered: ReadonlySet<ColumnType["kind"]> = new Set<ColumnType["kind"]>(["float", "json", "enum", "set"]);

function isOrdered(type: ColumnType): boolean {
  return type.kind === "other" ? type.name === "uuid" : !unordered.has(type.kind);
}

import type { Column, ColumnType, TableSpec } from "../../model/table-spec.ts";
import type { ModelExtra } from "./model-extras.ts";

/** Of what was asked for, what the model of this table can have. */
export function allowedExtras(table: TableSpec, asked: readonly ModelExtra[]): readonly ModelExtra[] {
  return asked.filter((extra) => extra !== "page" || unorderedColumn(table) === undefined);
}

/**
 * A column of the primary key by which no page can be found: the database sorts it otherwise than it compares it (ENUM and SET by their
 * numbers), or does not keep what it is compared with (FLOAT).
 */
export function unorderedColumn({ primaryKey }: TableSpec): Column | undefined {
  return primaryKey.find(({ type }) => !isOrdered(type));
}

function isOrdered(type: ColumnType): boolean {
  switch (type.kind) {
    case "float":
    case "json":
    case "enum":
    case "set":
      return false;
    case "other":
      return type.name === "uuid";
    case "integer":
    case "boolean":
    case "bit":
    case "decimal":
    case "text":
    case "binary":
    case "date":
    case "datetime":
    case "timestamp":
    case "time":
      return true;
  }
}

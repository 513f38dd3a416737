import type { Column, TableSpec } from "../../model/table-spec.ts";

/** The columns by which a row is marked as deleted. */
export interface SoftDelete {
  /** 0, or 1 for a row that is deleted. */
  readonly flag: Column | undefined;
  /** When it was deleted. Without a flag, a row is deleted if there is a time. */
  readonly time: Column | undefined;
}

const flagNames: ReadonlySet<string> = new Set(
  "is_deleted is_delete is_del deleted delete_state del_state delete_flag del_flag".split(" "),
);
const timeNames: ReadonlySet<string> = new Set("deleted_at delete_at deleted_time delete_time".split(" "));

/** Undefined if the table has no column that says of a row that it is deleted. */
export function softDeleteOf(table: TableSpec): SoftDelete | undefined {
  const columns = table.columns.filter((column) => !table.primaryKey.includes(column) && !column.generated);
  const flag = columns.find(isFlag);
  const time = columns.find((column) => isTime(column) && (flag !== undefined || column.nullable));
  return flag === undefined && time === undefined ? undefined : { flag, time };
}

function isFlag({ name, type, nullable, default: value }: Column): boolean {
  const isNumber = type.kind === "integer" || type.kind === "boolean" || (type.kind === "bit" && type.length === 1);
  const isZero = (value?.kind === "number" || value?.kind === "text") && Number(value.value) === 0;
  return flagNames.has(name.toLowerCase()) && isNumber && !nullable && isZero;
}

/** A row that is inserted must get its value from the database. */
function isTime({ name, type, hasDefault }: Column): boolean {
  return timeNames.has(name.toLowerCase()) && (type.kind === "datetime" || type.kind === "timestamp") && hasDefault;
}

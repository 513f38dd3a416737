import type { ModelNames } from "./model-names.ts";
import type { ModelColumn } from "./model-table.ts";

/** A parameter of a model's method. */
export interface Parameter {
  readonly name: string;
  readonly type: string;
}

/** What a method takes that finds or deletes a row by these columns. */
export function keyParameters(columns: readonly ModelColumn[], { row }: ModelNames): readonly Parameter[] {
  return columns.map(({ column, text, property }) => ({
    name: property,
    type: column.type.kind === "enum" ? `${row}["${property}"]` : text.types.join(" | "),
  }));
}

import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ColumnAttribute, ColumnDefinition, DefaultValue } from "../../sql/ast.ts";
import { nearestName } from "../../text/nearest-name.ts";
import { columnType, columnTypeNames } from "../column-type.ts";
import type { Column, ColumnDefault, ColumnType } from "../table-spec.ts";
import { sameName } from "./table-draft.ts";
import type { TableDraft } from "./table-draft.ts";

/** What a column means by itself. */
export function buildColumn(definition: ColumnDefinition, draft: TableDraft, diagnostics: Diagnostic[]): Column {
  const autoIncrement = isSerial(definition) || has(definition, "autoIncrement");
  const nullable = allowsNull(definition);
  const written = definition.attributes.findLast((attribute) => attribute.kind === "default")?.value;
  const value = written === undefined ? undefined : columnDefault(written);
  return {
    name: definition.name.text,
    comment: definition.attributes.findLast((attribute) => attribute.kind === "comment")?.text ?? "",
    type: knownType(definition, draft, diagnostics),
    nullable,
    autoIncrement,
    generated: has(definition, "generated"),
    expression: definition.attributes.find((attribute) => attribute.kind === "generated")?.source ?? "",
    hasDefault: nullable || autoIncrement || isValue(value),
    default: value,
    onUpdateNow: has(definition, "onUpdate"),
    span: definition.span,
  };
}

/** The same column as a part of the primary key, which is never NULL. */
export function ofPrimaryKey(column: Column): Column {
  return { ...column, nullable: false, hasDefault: column.autoIncrement || isValue(column.default) };
}

function isValue(value: ColumnDefault | undefined): boolean {
  return value !== undefined && value.kind !== "null";
}

/** SERIAL is BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE. */
export function isSerial(column: ColumnDefinition): boolean {
  return column.type.name === "SERIAL" || has(column, "serialDefault");
}

export function has(column: ColumnDefinition, kind: ColumnAttribute["kind"]): boolean {
  return column.attributes.some((attribute) => attribute.kind === kind);
}

/** Of several NULL and NOT NULL the last counts. */
function allowsNull(column: ColumnDefinition): boolean {
  const written = column.attributes.findLast(({ kind }) => kind === "null" || kind === "notNull")?.kind;
  return written === undefined ? !isSerial(column) : written === "null";
}

function knownType(definition: ColumnDefinition, draft: TableDraft, diagnostics: Diagnostic[]): ColumnType {
  const { type, attributes } = definition;
  const known = columnType(type, attributes, draft.options);
  if (known?.kind === "text" && takesJsonAlone(definition)) return { kind: "json" };
  if (known !== undefined) return known;
  const near = nearestName(type.name, columnTypeNames());
  const details = near === undefined ? {} : { help: `did you mean ${near.toLowerCase()}?` };
  const name = type.name.toLowerCase();
  diagnostics.push(diagnose("SQL2006", type.span, { type: name }, details));
  return { kind: "other", name };
}

/** MariaDB has JSON as a long text with a check, and prints it so. */
function takesJsonAlone({ name, attributes }: ColumnDefinition): boolean {
  const check = attributes.find((attribute) => attribute.kind === "check")?.source;
  const checked =
    check === undefined ? undefined : /^json_valid\s*\(\s*(?<column>.*?)\s*\)$/isu.exec(check)?.groups?.["column"];
  return checked !== undefined && sameName(checked.replaceAll(/^`|`$/gu, "").replaceAll("``", "`"), name.text);
}

function columnDefault(value: DefaultValue): ColumnDefault {
  switch (value.kind) {
    case "null":
    case "text":
    case "number":
      return value;
    case "expression":
      return nowPattern.test(value.source) ? { kind: "now" } : value;
  }
}

/** CURRENT_TIMESTAMP and its synonyms, with or without parentheses and a precision. */
const nowPattern = /^(?:current_timestamp|now|localtime|localtimestamp)\s*(?:\(\s*\d*\s*\))?$/iu;

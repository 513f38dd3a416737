import type { Column, ColumnType } from "../../model/table-spec.ts";
import type { Int64Type } from "../fastify/int64-type.ts";
import { stringLiteral } from "../source-text.ts";

/** How a column is written down in the generated file. */
export interface ColumnTypeText {
  /** The property's type, member by member of its union: `string`, `null`. */
  readonly types: readonly string[];
  /** The runtime codec and what it is called with: `["decimal", "10, 2"]`; for an enum, the caller gives its list a name. */
  readonly codec: string;
  readonly codecArguments: string;
  /** The file below `internal/runtime` that has the codec. */
  readonly codecFile: string;
}

export function columnTypeText(column: Column, int64: Int64Type): ColumnTypeText {
  const text = is64Bit(column.type) ? int64Texts[int64] : typeText(column.type);
  // `unknown` holds null already.
  return column.nullable && !text.types.includes("unknown") ? { ...text, types: [...text.types, "null"] } : text;
}

const NUMBER_CODECS = "database/number-codecs.ts";
const TEXT_CODECS = "database/text-codecs.ts";
const BYTES_CODECS = "database/bytes-codecs.ts";
const TIME_CODECS = "database/time-codecs.ts";

/** Types of which the database has bytes of its own. */
function isInternal(name: string): boolean {
  return /^(?:vector|geometry|point|linestring|polygon|multi\w+|geom\w*collection)$/u.test(name);
}

/** MariaDB's types that it sends and takes as text. */
const textualTypes: ReadonlyMap<string, ColumnTypeText> = new Map([
  ["inet4", texts("string", "respelledText", TEXT_CODECS)],
  ["inet6", texts("string", "respelledText", TEXT_CODECS)],
  ["uuid", texts("string", "uuid", TEXT_CODECS)],
]);

const int64Texts: Readonly<Record<Int64Type, ColumnTypeText>> = {
  number: texts("number", "integer", NUMBER_CODECS),
  bigint: texts("bigint", "bigInteger", NUMBER_CODECS),
  string: texts("string", "integerText", NUMBER_CODECS),
};

/** Whether a type has values that a number rounds. BIT is a set of flags, and read as a number as long as that is exact. */
function is64Bit(type: ColumnType): boolean {
  return type.kind === "integer" && type.bits === 64;
}

/** Types whose codec is the same whatever their parameters are. */
const fixedTexts = {
  boolean: texts("boolean", "boolean", NUMBER_CODECS),
  text: texts("string", "text", TEXT_CODECS),
  set: texts("string", "respelledText", TEXT_CODECS),
  json: texts("unknown", "json", TEXT_CODECS),
  date: texts("Date", "date", TIME_CODECS),
};

type FixedType = Extract<ColumnType, { readonly kind: keyof typeof fixedTexts }>;

function hasFixedText(type: ColumnType): type is FixedType {
  return type.kind in fixedTexts;
}

function typeText(type: ColumnType): ColumnTypeText {
  if (hasFixedText(type)) return fixedTexts[type.kind];
  switch (type.kind) {
    case "integer":
      return integerText(type.isYear === true);
    case "binary":
      return binaryText(type.length, type.isFixed === true);
    case "bit":
      return bitText(type.length);
    case "float":
      return floatText(type.precision);
    case "decimal":
      return texts("string", "decimal", NUMBER_CODECS, `${type.precision}, ${type.scale}`);
    case "datetime":
    case "timestamp":
      return texts("Date", "datetime", TIME_CODECS, String(type.fraction));
    case "time":
      return texts("string", "time", TIME_CODECS, String(type.fraction));
    case "enum":
      return { ...texts("", "choice", TEXT_CODECS), types: type.values.map(stringLiteral) };
    case "other":
      return otherText(type.name);
  }
}

function integerText(isYear: boolean): ColumnTypeText {
  return texts("number", isYear ? "year" : "integer", NUMBER_CODECS);
}

function binaryText(length: number | undefined, isFixed: boolean): ColumnTypeText {
  return isFixed
    ? texts("Buffer", "fixedBinary", BYTES_CODECS, String(length))
    : texts("Buffer", "binary", BYTES_CODECS);
}

function bitText(length: number): ColumnTypeText {
  return length === 1 ? texts("boolean", "bit", NUMBER_CODECS) : texts("number", "bits", NUMBER_CODECS);
}

function floatText(precision: "single" | "double"): ColumnTypeText {
  return texts("number", precision === "single" ? "float" : "double", NUMBER_CODECS);
}

function otherText(type: string): ColumnTypeText {
  const textual = textualTypes.get(type);
  if (textual !== undefined) return textual;
  return isInternal(type) ? texts("Buffer", "internalBytes", BYTES_CODECS) : texts("unknown", "opaque", TEXT_CODECS);
}

function texts(type: string, codec: string, codecFile: string, codecArguments = ""): ColumnTypeText {
  return { types: [type], codec, codecArguments, codecFile };
}

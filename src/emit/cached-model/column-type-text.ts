import type { Column, ColumnType } from "../../model/table-spec.ts";
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

export function columnTypeText(column: Column): ColumnTypeText {
  const text = typeText(column.type);
  // `unknown` holds null already.
  return column.nullable && !text.types.includes("unknown") ? { ...text, types: [...text.types, "null"] } : text;
}

const NUMBER_CODECS = "database/number-codecs.ts";
const TEXT_CODECS = "database/text-codecs.ts";
const TIME_CODECS = "database/time-codecs.ts";

/** MariaDB's types that it sends and takes as text. */
const textualTypes: ReadonlySet<string> = new Set(["inet4", "inet6", "uuid"]);

/** Types whose codec is the same whatever their parameters are. */
const fixedTexts = {
  integer: texts("number", "integer", NUMBER_CODECS),
  boolean: texts("boolean", "boolean", NUMBER_CODECS),
  text: texts("string", "text", TEXT_CODECS),
  set: texts("string", "text", TEXT_CODECS),
  time: texts("string", "text", TEXT_CODECS),
  binary: texts("Buffer", "binary", TEXT_CODECS),
  json: texts("unknown", "json", TEXT_CODECS),
  date: texts("Date", "date", TIME_CODECS),
};

type FixedType = Extract<ColumnType, { readonly kind: keyof typeof fixedTexts }>;

function isFixed(type: ColumnType): type is FixedType {
  return type.kind in fixedTexts;
}

function typeText(type: ColumnType): ColumnTypeText {
  if (isFixed(type)) return fixedTexts[type.kind];
  switch (type.kind) {
    case "bit":
      return type.length === 1 ? texts("boolean", "bit", NUMBER_CODECS) : texts("number", "bits", NUMBER_CODECS);
    case "float":
      return texts("number", type.precision === "single" ? "float" : "double", NUMBER_CODECS);
    case "decimal":
      return texts("string", "decimal", NUMBER_CODECS, `${type.precision}, ${type.scale}`);
    case "datetime":
    case "timestamp":
      return texts("Date", "datetime", TIME_CODECS, String(type.fraction));
    case "enum":
      return { ...texts("", "choice", TEXT_CODECS), types: type.values.map(stringLiteral) };
    case "other":
      return textualTypes.has(type.name.toLowerCase()) ? fixedTexts.text : texts("unknown", "opaque", TEXT_CODECS);
  }
}

function texts(type: string, codec: string, codecFile: string, codecArguments = ""): ColumnTypeText {
  return { types: [type], codec, codecArguments, codecFile };
}

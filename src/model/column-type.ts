import type { ColumnAttribute, DataType, TableOptions } from "../sql/ast.ts";
import type { ColumnType } from "./table-spec.ts";

/** What is known about a column beside its type's name. */
interface TypeContext {
  readonly type: DataType;
  readonly unsigned: boolean;
  readonly characterSet: string | undefined;
  /** From the column's collation, else the table's; undefined if neither says. */
  readonly caseSensitive: boolean | undefined;
}

/** The meaning of a column's type, or undefined for a name that neither MySQL nor MariaDB has. */
export function columnType(
  type: DataType,
  attributes: readonly ColumnAttribute[],
  table: TableOptions,
): ColumnType | undefined {
  const characterSet = attributes.findLast((attribute) => attribute.kind === "characterSet")?.name.toLowerCase();
  return columnTypes.get(type.name)?.({
    type,
    unsigned: attributes.some((attribute) => attribute.kind === "unsigned"),
    characterSet: characterSet ?? (hasCollation(attributes) ? undefined : table.characterSet?.toLowerCase()),
    caseSensitive: caseSensitivity(attributes, characterSet === undefined ? table.collation : undefined),
  });
}

/** All names of types, for "did you mean". */
export function columnTypeNames(): Iterable<string> {
  return columnTypes.keys();
}

type TextOrBinary = Extract<ColumnType, { kind: "text" | "binary" }>;
type TypeMaker = (context: TypeContext) => ColumnType;

const columnTypes: ReadonlyMap<string, TypeMaker> = new Map<string, TypeMaker>([
  ...named("TINYINT INT1", integer(8)),
  ...named("SMALLINT INT2", integer(16)),
  ...named("MEDIUMINT MIDDLEINT INT3", integer(24)),
  ...named("INT INTEGER INT4", integer(32)),
  ...named("BIGINT INT8", integer(64)),
  ...named("SERIAL", () => ({ kind: "integer", bits: 64, unsigned: true })),
  ...named("YEAR", () => ({ kind: "integer", bits: 16, unsigned: true, isYear: true })),
  ...named("BOOL BOOLEAN", () => ({ kind: "boolean" })),
  ...named("BIT", ({ type }) => ({ kind: "bit", length: parameter(type, 0) ?? 1 })),
  // FLOAT(p) with a precision above 24 bits is a double; FLOAT(M,D) is not.
  ...named("FLOAT", ({ type }) =>
    float(type.parameters.length === 1 && (parameter(type, 0) ?? 0) > 24 ? "double" : "single"),
  ),
  ...named("FLOAT4", () => float("single")),
  ...named("DOUBLE DOUBLE_PRECISION REAL FLOAT8", () => float("double")),
  ...named("DECIMAL DEC NUMERIC FIXED", ({ type }) => ({
    kind: "decimal",
    precision: parameter(type, 0) ?? 10,
    scale: parameter(type, 1) ?? 0,
  })),
  ...named("CHAR CHARACTER NCHAR NATIONAL_CHAR NATIONAL_CHARACTER", (context) => text(context, 1)),
  ...named("VARCHAR VARCHARACTER CHAR_VARYING CHARACTER_VARYING NVARCHAR NCHAR_VARYING NCHAR_VARCHAR", varyingText),
  ...named("NATIONAL_VARCHAR NATIONAL_CHAR_VARYING NATIONAL_CHARACTER_VARYING", varyingText),
  // TEXT(100) and BLOB(100) ask for the least of their types that holds as much; the length is no limit of its own.
  ...named("TINYTEXT TEXT MEDIUMTEXT LONGTEXT LONG LONG_VARCHAR", endlessText),
  ...named("BINARY", ({ type }) => ({ kind: "binary", length: parameter(type, 0) ?? 1, isFixed: true })),
  ...named("VARBINARY", ({ type }) => ({ kind: "binary", length: parameter(type, 0) })),
  ...named("TINYBLOB BLOB MEDIUMBLOB LONGBLOB LONG_VARBINARY", () => ({ kind: "binary", length: undefined })),
  ...named("DATE", () => ({ kind: "date" })),
  ...named("DATETIME", ({ type }) => ({ kind: "datetime", fraction: parameter(type, 0) ?? 0 })),
  ...named("TIMESTAMP", ({ type }) => ({ kind: "timestamp", fraction: parameter(type, 0) ?? 0 })),
  ...named("TIME", ({ type }) => ({ kind: "time", fraction: parameter(type, 0) ?? 0 })),
  ...named("JSON", () => ({ kind: "json" })),
  ...named("ENUM", ({ type }) => ({ kind: "enum", values: members(type) })),
  ...named("SET", ({ type }) => ({ kind: "set", values: members(type) })),
  ...named("GEOMETRY POINT LINESTRING POLYGON MULTIPOINT MULTILINESTRING MULTIPOLYGON", other),
  ...named("GEOMETRYCOLLECTION GEOMCOLLECTION VECTOR UUID INET4 INET6 XMLTYPE", other),
]);

/** `_` stands for the blank in a name of several words. */
function named(names: string, maker: TypeMaker): [string, TypeMaker][] {
  return names.split(" ").map((name) => [name.replaceAll("_", " "), maker]);
}

function integer(bits: 8 | 16 | 24 | 32 | 64): TypeMaker {
  return ({ unsigned }) => ({ kind: "integer", bits, unsigned });
}

function float(precision: "single" | "double"): ColumnType {
  return { kind: "float", precision };
}

function varyingText(context: TypeContext): ColumnType {
  return text(context, undefined);
}

function endlessText(context: TypeContext): ColumnType {
  const type = text(context, undefined);
  return { ...type, length: undefined };
}

function text({ type, characterSet, caseSensitive }: TypeContext, defaultLength: number | undefined): TextOrBinary {
  const length = parameter(type, 0) ?? defaultLength;
  if (characterSet !== "binary") return { kind: "text", length, caseSensitive };
  return { kind: "binary", length, isFixed: defaultLength !== undefined };
}

function other({ type }: TypeContext): ColumnType {
  return { kind: "other", name: type.name.toLowerCase() };
}

/** MySQL drops the blanks at the end of a member. */
function members(type: DataType): readonly string[] {
  return type.parameters.map((value) => value.replace(/ +$/u, ""));
}

function parameter(type: DataType, index: number): number | undefined {
  const written = type.parameters[index];
  return written !== undefined && /^\d+$/u.test(written) ? Number(written) : undefined;
}

function hasCollation(attributes: readonly ColumnAttribute[]): boolean {
  return attributes.some((attribute) => attribute.kind === "collation" || attribute.kind === "binaryCollation");
}

/** Collations are named after what they do: `_bin` and `_cs` tell letter cases apart, `_ci` does not. */
function caseSensitivity(
  attributes: readonly ColumnAttribute[],
  tableCollation: string | undefined,
): boolean | undefined {
  if (attributes.some((attribute) => attribute.kind === "binaryCollation")) return true;
  const written = attributes.findLast((attribute) => attribute.kind === "collation")?.name;
  const collation = (written ?? tableCollation)?.toLowerCase();
  if (collation === undefined) return undefined;
  if (collation.endsWith("_ci")) return false;
  return /(?:_bin|_cs|_cs_ks)$|^binary$/u.test(collation) ? true : undefined;
}

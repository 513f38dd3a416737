/** A column type as DDL has it, and values that a row can hold in it: the least, the greatest, and odd ones. */
export interface ColumnSample {
  readonly sql: string;
  readonly values: readonly unknown[];
  /** Servers that have the type, or take the values as they come from the factory; all if absent. */
  readonly only?: "MariaDB";
}

/** Values of 64-bit integers, as far as they differ by `--int64`. */
export const bigIntegers = {
  number: [-9007199254740991, 9007199254740991, 0],
  bigint: [-(2n ** 63n), 2n ** 63n - 1n, 9007199254740993n, 0n],
  string: ["-9223372036854775808", "9223372036854775807", "9007199254740993", "0"],
} as const;

const texts = ["", 'it\'s \\ "x" 漢字 😀 `a` <b>&', "\u2028\n\t", "1234567890123456789"];
const bytes = [Buffer.from("ff00fe41", "hex"), Buffer.from("00000000", "hex")];
const times = (fraction: string): readonly Date[] =>
  ["2026-11-23T18:35:20", "2000-02-29T00:00:00", "2026-03-29T02:30:00"].map((time) => new Date(`${time}${fraction}Z`));

/** Every type of MySQL and MariaDB under each of its names. */
export const columnSamples: readonly ColumnSample[] = [
  ...named("tinyint int1 tinyint(1)", [-128, 127]),
  ...named("smallint int2", [-32768, 32767]),
  ...named("mediumint middleint int3", [-8388608, 8388607]),
  ...named("int integer int4", [-2147483648, 2147483647]),
  { sql: "tinyint unsigned", values: [255] },
  { sql: "int(8) zerofill", values: [4294967295, 0] },
  { sql: "year", values: [1901, 2155] },
  ...named("bool boolean", [true, false]),
  ...named("bit bit(1)", [true, false]),
  { sql: "bit(12)", values: [0, 4095] },
  { sql: "bit(64)", values: [9007199254740991] },
  ...named("float float4 float(20)", [0.1, 16777216, -1.5e-10, -3.4e38]),
  ...["double", "double precision", "real", "float8", "float(30)"].map((sql) => ({
    sql,
    values: [0.1, 1.7976931348623157e308, -5e-324 * 1e16, 12345678901234567000],
  })),
  ...named("decimal(10,2) dec(10,2) fixed(10,2) numeric(10,2)", ["12.50", "-99999999.99", "99999999.99", "0.00"]),
  { sql: "decimal", values: ["-9999999999", "9999999999"] },
  { sql: "decimal(10,2) unsigned", values: ["0.01"] },
  { sql: "decimal(65,30)", values: [`-${"9".repeat(35)}.${"9".repeat(30)}`, `0.${"0".repeat(29)}1`] },
  ...["varchar(100)", "char varying(100)", "character varying(100)"].map((sql) => ({ sql, values: [...texts, " a "] })),
  ...["char(90)", "character(90)"].map((sql) => ({ sql, values: texts.slice(0, 2) })),
  ...["tinytext", "text", "mediumtext", "longtext", "long varchar", "long"].map((sql) => ({ sql, values: texts })),
  // National texts are in the older form of UTF-8, which has no emoji.
  ...["nvarchar(90)", "national varchar(90)", "nchar(90)", "national char(90)"].map((sql) => ({
    sql,
    values: ["", "漢字 \"x\" 'y'"],
  })),
  { sql: "varchar(40) character set latin1", values: ["café"] },
  { sql: "varchar(40) collate utf8mb4_bin", values: ["ä", "a"] },
  { sql: "binary(4)", values: bytes },
  ...[
    "varbinary(90)",
    "tinyblob",
    "blob",
    "mediumblob",
    "longblob",
    "long varbinary",
    "varchar(90) character set binary",
  ].map((sql) => ({ sql, values: [...bytes, Buffer.alloc(0)] })),
  { sql: "date", values: [new Date("1000-01-01T00:00:00Z"), new Date("9999-12-31T00:00:00Z")] },
  { sql: "datetime", values: times("") },
  { sql: "datetime(3)", values: [...times(".120"), new Date("9999-12-31T23:59:59.999Z")] },
  { sql: "datetime(6)", values: times(".007") },
  { sql: "timestamp null", values: [new Date("1970-01-01T00:00:01Z"), new Date("2038-01-19T03:14:07Z")] },
  { sql: "timestamp(3) null", values: times(".500") },
  { sql: "datetime", values: [new Date("0001-01-01T00:00:00Z")], only: "MariaDB" }, // Go's zero time, which is 0000-00-00
  { sql: "time", values: ["838:59:59", "-838:59:59", "00:00:00"] },
  { sql: "time(6)", values: ["23:59:59.123456"] },
  { sql: "json", values: [{ a: [1, "x", null, true], b: {} }, [], "text", 1.5, false] },
  { sql: "enum('a','b | c','it''s','漢')", values: ["b | c", "it's", "漢"] },
  { sql: "set('x','y')", values: ["", "x,y"] },
  { sql: "point", values: [geometry(1, doubles(1, -2.5))] },
  { sql: "linestring", values: [geometry(2, count(2), doubles(0, 0, 1, 1))] },
  { sql: "polygon", values: [geometry(3, count(1), count(4), doubles(0, 0, 1, 0, 1, 1, 0, 0))] },
  { sql: "multipoint", values: [geometry(4, count(1), part(1, doubles(3, 4)))] },
  { sql: "multilinestring", values: [geometry(5, count(1), part(2, count(2), doubles(0, 0, 1, 1)))] },
  {
    sql: "multipolygon",
    values: [geometry(6, count(1), part(3, count(1), count(4), doubles(0, 0, 1, 0, 1, 1, 0, 0)))],
  },
  { sql: "geometrycollection", values: [geometry(7, count(1), part(1, doubles(3, 4)))] },
  { sql: "geometry", values: [geometry(1, doubles(5, 6))] },
  { sql: "uuid", values: ["123e4567-e89b-12d3-a456-426614174000"], only: "MariaDB" },
  { sql: "inet6", values: ["2001:db8::1"], only: "MariaDB" },
  { sql: "inet4", values: ["192.0.2.1"], only: "MariaDB" },
];

function named(names: string, values: readonly unknown[]): readonly ColumnSample[] {
  return names.split(" ").map((sql) => ({ sql, values }));
}

/** A geometry as the database holds it: no reference system, and the well-known binary form. */
function geometry(type: number, ...body: readonly Buffer[]): Buffer {
  return Buffer.concat([count(0), part(type, ...body)]);
}

function part(type: number, ...body: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([1]), count(type), ...body]);
}

function count(number: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(number);
  return buffer;
}

function doubles(...numbers: readonly number[]): Buffer {
  return Buffer.concat(
    numbers.map((number) => {
      const buffer = Buffer.alloc(8);
      buffer.writeDoubleLE(number);
      return buffer;
    }),
  );
}

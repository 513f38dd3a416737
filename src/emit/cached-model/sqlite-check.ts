import type { Column } from "../../model/table-spec.ts";

/** A condition on a column's values, and what it says to whom it refuses one. */
export interface SqliteCheck {
  readonly condition: string;
  readonly rule: string;
}

/**
 * What the column's type takes, where SQLite would take anything: MySQL in its strict mode refuses the others, or writes them in
 * another way, which SQLite cannot. NULL passes.
 */
export function sqliteCheck({ type }: Column, name: string): SqliteCheck | undefined {
  if (type.kind === "integer") return integerCheck(name, type.bits, type.unsigned);
  if (type.kind === "decimal") return decimalCheck(name, type.precision, type.scale);
  if (type.kind === "text" || type.kind === "binary") return lengthCheck(name, type.kind, type.length);
  if (type.kind === "enum") {
    const condition = `${name} collate binary in (${type.values.map(text).join(", ")})`;
    return { condition, rule: `one of ${type.values.join(", ")}` };
  }
  if (type.kind === "set") {
    const rule = `${type.values.join(",")}, or some of these in this order`;
    return { condition: setCondition(name, type.values), rule };
  }
  if (type.kind === "time") {
    return { condition: timeCondition(name, type.fraction), rule: `a time such as 12:00:00${zeros(type.fraction)}` };
  }
  if (type.kind !== "other" || type.name !== "uuid") return undefined;
  return { condition: `${name} glob '${uuidPattern}'`, rule: "a UUID in lower case" };
}

function lengthCheck(name: string, kind: "text" | "binary", length: number | undefined): SqliteCheck | undefined {
  if (length === undefined) return undefined;
  const unit = kind === "text" ? "characters" : "bytes";
  return { condition: `length(${name}) <= ${length}`, rule: `up to ${length} ${unit}` };
}

function integerCheck(name: string, bits: number, unsigned: boolean): SqliteCheck {
  // SQLite's own integers end at 2^63.
  const isWide = bits === 64;
  const [least, most] = unsigned ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  const type = `typeof(${name}) in ('integer', 'null')`;
  if (isWide) {
    return unsigned
      ? { condition: `${type} and ${name} >= 0`, rule: "0 and more" }
      : { condition: type, rule: "integers" };
  }
  return { condition: `${type} and ${name} between ${least} and ${most}`, rule: `integers from ${least} to ${most}` };
}

function decimalCheck(name: string, precision: number, scale: number): SqliteCheck {
  const digits = `ltrim(replace(replace(${name}, '-', ''), '.', ''), '0')`;
  return {
    condition: `length(${digits}) <= ${precision} and ltrim(${name}, '-') not glob '0[0-9]*' and ${name} not glob '+*'`,
    rule: `decimals of ${precision} digits, ${scale} of them behind the point`,
  };
}

/** The members that occur, in the order of the type: what MySQL makes of a SET. */
function setCondition(name: string, values: readonly string[]): string {
  const parts = values.map(
    (value) =>
      `case when instr(',' || ${name} || ',', ${text(`,${value},`)}) > 0 then ${text(`,${value}`)} else '' end`,
  );
  return `${name} collate binary = substr(${parts.join(" || ")}, 2)`;
}

function timeCondition(name: string, fraction: number): string {
  const rest = `:[0-5][0-9]:[0-5][0-9]${fraction === 0 ? "" : `.${"[0-9]".repeat(fraction)}`}`;
  const hours = ["[0-9][0-9]", "[1-7][0-9][0-9]", "8[0-2][0-9]", "83[0-8]"];
  return `(${hours.map((pattern) => `ltrim(${name}, '-') glob '${pattern}${rest}'`).join(" or ")} or ${name} is null)`;
}

const hexadecimal = "[0-9a-f]";
const uuidPattern = [8, 4, 4, 4, 12].map((length) => hexadecimal.repeat(length)).join("-");

function zeros(fraction: number): string {
  return fraction === 0 ? "" : `.${"0".repeat(fraction)}`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

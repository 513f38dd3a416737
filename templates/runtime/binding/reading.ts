import { ExactNumber } from "./exact-number.ts";
import type { RequestPart, Violation, ViolationCode } from "./violation.ts";

/** A part of a request that is being read. */
export interface Reading {
  readonly part: RequestPart;
  /** Where the current value stands. */
  readonly path: (string | number)[];
  readonly violations: Violation[];
  /** The objects around the current one, for `inherit`. */
  enclosing: object[];
  /** Whether the part has no number that is written otherwise than JavaScript would write it. */
  isPlain: boolean;
}

/** Makes of a value of a request what a schema asks for; undefined after a violation, null for Go's nil. */
export type ValueReader = (value: unknown, reading: Reading) => unknown;

export function startReading(part: RequestPart): Reading {
  return { part, path: [], violations: [], enclosing: [], isPlain: true };
}

/** Nobody reads more than these, and an answer is not to be much longer than its request. */
export const longestList = 100;
const longestText = 200;
/** Far below what the stack can hold, and far above what any request needs. */
const deepestPath = 1000;

/** Whether there is nothing more to be told. */
export function isFull({ violations }: Reading): boolean {
  return violations.length >= longestList;
}

/** How many levels below the current value can be read. */
export function levelsBelow({ path }: Reading): number {
  return deepestPath - path.length;
}

/** Whether the current value is nested deeper than it can be read, which is noted. */
export function isTooDeep(reading: Reading): boolean {
  if (levelsBelow(reading) > 0) return false;
  violate(reading, "depth", "is nested too deeply");
  return true;
}

/** Notes that the current value is wrong; the text goes on after its name. The value itself is never shown: it may be a password. */
export function violate(reading: Reading, code: Violation["code"], text: string): undefined {
  if (isFull(reading)) return;
  const { part, path } = reading;
  const { name, subject } = namesOf(path, part);
  const pointer = clip(path.map((key) => `/${escapePointer(clip(String(key)))}`).join(""));
  reading.violations.push({ in: part, name, pointer, code, message: `${subject} ${text}` });
}

/** The same of a member of the current value. */
export function violateMember(reading: Reading, key: string, ...[code, text]: [ViolationCode, string]): undefined {
  reading.path.push(key);
  violate(reading, code, text);
  reading.path.pop();
}

export function expectType(reading: Reading, expected: string, value: unknown): undefined {
  return violate(reading, "type", `must be ${expected}, found ${kindOf(value)}`);
}

/** An element of a list is named after the list. */
function namesOf(path: readonly (string | number)[], part: RequestPart): { name: string; subject: string } {
  const nameAt = path.findLastIndex((key) => typeof key === "string");
  const name = clip(String(path[nameAt] ?? ""));
  const indexes = path.slice(nameAt + 1).map((index) => `[${index}]`);
  return { name, subject: `${nameAt === -1 ? `the ${part}` : name}${clip(indexes.join(""))}` };
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (value instanceof ExactNumber) return "a number";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function clip(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}

function escapePointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

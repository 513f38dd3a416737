import {
  DatabaseLockedError,
  DatabaseTimeoutError,
  DatabaseUnavailableError,
  DuplicateKeyError,
  RefusedValueError,
  TransactionTimeoutError,
} from "./sql-session.ts";
import type { Refusal } from "./sql-session.ts";

const DUPLICATE_ENTRY = 1062;
const LOCK_TIMEOUT = 1205;
const DEADLOCK = 1213;

/** Errors of MySQL and MariaDB that say of a value what is wrong with it. */
const refusals: ReadonlyMap<unknown, Refusal> = new Map<unknown, Refusal>([
  [1048, "missing"],
  [1364, "missing"],
  [1406, "too long"],
  [1264, "out of range"],
  [1690, "out of range"],
  [1265, "malformed"],
  [1292, "malformed"],
  [1366, "malformed"],
  [3140, "malformed"],
  // A sign that the column's character set does not have: MariaDB tells of collations, MySQL of a conversion.
  [1267, "malformed"],
  [1270, "malformed"],
  [1271, "malformed"],
  [3854, "malformed"],
  [3988, "malformed"],
  [1216, "without its reference"],
  [1452, "without its reference"],
  [1217, "referred to"],
  [1451, "referred to"],
  [3819, "against a check"],
  [4025, "against a check"],
]);

/** Collations that do not go together; the text of 1271 does not tell of what. */
const mixes: ReadonlySet<unknown> = new Set([1267, 1270]);

/** What an error of a statement means to the program. The server's own texts hold values. */
export function meaningOf(error: unknown): unknown {
  const number = errorNumber(error);
  if (number === LOCK_TIMEOUT) return new DatabaseLockedError();
  if (number === DUPLICATE_ENTRY) return new DuplicateKeyError(keyIn(String(error)));
  // Of columns alone it is the statement's mistake, and names no value.
  if (mixes.has(number) && !/COERCIBLE/u.test(String(error))) return error;
  const refusal = refusals.get(number);
  return refusal === undefined ? error : new RefusedValueError(refusal, placeIn(String(error)));
}

/** MySQL says `table.key` where MariaDB says `key`. */
function keyIn(message: string): string | undefined {
  return /^.* for key '(?:[^.]*\.)?(?<key>.*)'$/su.exec(message)?.groups?.["key"];
}

/** The column or constraint: the last that is named, since a value may look like one. */
function placeIn(message: string): string | undefined {
  const place = /^.*\b(?:column|field|constraint) (?:`[^`]*`\.)*[`'](?<name>[^`']*)[`']/isu;
  return place.exec(message)?.groups?.["name"];
}

export function isDeadlock(error: unknown): boolean {
  return errorNumber(error) === DEADLOCK;
}

function errorNumber(error: unknown): unknown {
  return error instanceof Error && "errno" in error ? error.errno : undefined;
}

/** The server takes no writes: it was the primary until just now. Another connection may lead to the new one. */
const READ_ONLY_ERRORS: ReadonlySet<unknown> = new Set([1290, 1792, 1836]);

/** Whether a connection can serve another statement: one whose statement hangs would give its answer to the next. */
export function isUsable(error: unknown): boolean {
  return !(error instanceof DatabaseTimeoutError) && !isFatal(error) && !READ_ONLY_ERRORS.has(errorNumber(error));
}

function isFatal(error: unknown): error is Error {
  return error instanceof Error && "fatal" in error && error.fatal === true;
}

/** Whether the connection broke, in which case no server has said why, or the server sends everybody away (SQLSTATE 08). */
export function isLostConnection(error: unknown): error is Error {
  const state = error instanceof Error && "sqlState" in error ? error.sqlState : undefined;
  return typeof state === "string" && state !== "" ? state.startsWith("08") : isFatal(error);
}

/** Whether a failure says that the server does not answer. */
export function isSilence(error: unknown): boolean {
  return isLostConnection(error) || error instanceof DatabaseUnavailableError;
}

/** A statement's own; a transaction's says nothing of the server. */
export function isTimeout(error: unknown): boolean {
  return error instanceof DatabaseTimeoutError && !(error instanceof TransactionTimeoutError);
}

/** Whether a statement took too long, for the caller or for the server, and may have waited for a lock. */
export function isLateAnswer(error: unknown): error is DatabaseLockedError | DatabaseTimeoutError {
  return error instanceof DatabaseLockedError || error instanceof DatabaseTimeoutError;
}

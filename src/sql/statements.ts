import type { IToken } from "chevrotain";
import { LeftParenthesis, RightParenthesis, Semicolon, Word } from "./tokens.ts";

/** Statements that a rule of the grammar reads. */
export type ParsedKind = "createTable" | "createIndex" | "alterTable" | "dropTable" | "dropIndex" | "renameTable";

/**
 * What a statement does, by its first words: `unfollowed` runs statements that are not in the file, `unknown` begins with no word that
 * MySQL has.
 */
type StatementKind = ParsedKind | "unfollowed" | "skipped" | "unknown";

export interface StatementTokens {
  readonly kind: StatementKind;
  readonly tokens: readonly IToken[];
  /** The token after the last: the semicolon, or what begins the next statement. */
  readonly next: IToken | undefined;
  /** The token in doubt when the kind is unknown. */
  readonly doubtful: IToken | undefined;
}

/**
 * Cuts a file at its semicolons, so that an error in one statement never reaches into the next and statements that are not
 * about tables cost no parsing.
 */
export function splitStatements(tokens: readonly IToken[]): readonly StatementTokens[] {
  const statements: StatementTokens[] = [];
  let bodiesEnd = true;
  let start = 0;
  while (start < tokens.length) {
    if (tokens[start]?.tokenType === Semicolon) {
      start++;
      continue;
    }
    const { kind, doubtful } = classify(tokens, start);
    let end = isParsed(kind) ? endOfParsed(tokens, start, kind) : endOfSkipped(tokens, start);
    if (bodiesEnd && createsRoutine(tokens, start)) {
      const routineEnd = endOfRoutine(tokens, start);
      // A body without its end must not swallow the tables after it. Asked once only, so that the time stays linear.
      bodiesEnd = routineEnd !== undefined;
      end = routineEnd ?? end;
    }
    statements.push({ kind, tokens: tokens.slice(start, end), next: tokens[end], doubtful });
    start = end;
  }
  return statements;
}

export function isParsed(kind: StatementKind): kind is ParsedKind {
  return kind !== "skipped" && kind !== "unknown" && kind !== "unfollowed";
}

/** Words that may begin a statement of MySQL or MariaDB. */
export const statementWords: readonly string[] = `
  ALTER ANALYZE BEGIN BINLOG CACHE CALL CHANGE CHECK CHECKSUM CLONE COMMIT CREATE DEALLOCATE DELETE DESC DESCRIBE DO DROP END EXECUTE
  EXPLAIN FLUSH GET GRANT HANDLER HELP IMPORT INSERT INSTALL KILL LOAD LOCK OPTIMIZE PREPARE PURGE RELEASE RENAME REPAIR REPLACE RESET
  RESIGNAL RESTART REVOKE ROLLBACK SAVEPOINT SELECT SET SHOW SHUTDOWN SIGNAL SOURCE START STOP TABLE TRUNCATE UNINSTALL UNLOCK UPDATE
  USE VALUES WITH XA
`
  .trim()
  .split(/\s+/u);

/** Words that may follow CREATE. */
export const creatableWords: readonly string[] = `
  TABLE TEMPORARY OR UNIQUE INDEX FULLTEXT SPATIAL VECTOR DATABASE SCHEMA VIEW ALGORITHM DEFINER SQL TRIGGER PROCEDURE FUNCTION AGGREGATE
  EVENT USER ROLE SERVER TABLESPACE UNDO LOGFILE RESOURCE SEQUENCE PACKAGE LIBRARY ONLINE OFFLINE MATERIALIZED JSON
`
  .trim()
  .split(/\s+/u);

const known = new Set(statementWords);
const creatable = new Set(creatableWords);
const fillers = new Set(["OR", "REPLACE", "TEMPORARY", "ONLINE", "OFFLINE", "IGNORE"]);

function classify(tokens: readonly IToken[], start: number): { kind: StatementKind; doubtful: IToken | undefined } {
  const word = wordAt(tokens, start);
  if (!known.has(word)) {
    const isQuery = tokens[start]?.tokenType === LeftParenthesis;
    return { kind: isQuery ? "skipped" : "unknown", doubtful: tokens[start] };
  }
  const isTypo = word === "CREATE" && !creatable.has(wordAt(tokens, start + 1));
  if (isTypo) return { kind: "unknown", doubtful: tokens[start + 1] ?? tokens[start] };
  let next = start + 1;
  while (fillers.has(wordAt(tokens, next))) next++;
  return { kind: kindOf(word, wordAt(tokens, next)), doubtful: undefined };
}

function kindOf(verb: string, object: string): StatementKind {
  if (unfollowed.has(verb)) return "unfollowed";
  return parsedKinds.get(`${verb} ${object}`) ?? "skipped";
}

/** They run statements that stand in a text, in a routine or in another file. */
const unfollowed = new Set(["CALL", "EXECUTE", "SOURCE"]);

const parsedKinds: ReadonlyMap<string, ParsedKind> = new Map([
  ["CREATE TABLE", "createTable"],
  ["ALTER TABLE", "alterTable"],
  ["DROP TABLE", "dropTable"],
  ["DROP TABLES", "dropTable"],
  ["RENAME TABLE", "renameTable"],
  ["RENAME TABLES", "renameTable"],
  ["CREATE INDEX", "createIndex"],
  ["CREATE UNIQUE", "createIndex"],
  ["CREATE FULLTEXT", "createIndex"],
  ["CREATE SPATIAL", "createIndex"],
  ["CREATE VECTOR", "createIndex"],
  ["DROP INDEX", "dropIndex"],
]);

/**
 * The end of a statement that is parsed: a semicolon, wherever it stands, or the word that must begin the next one.
 * go-zero's generator takes tables without semicolons between them, and so do we.
 */
function endOfParsed(tokens: readonly IToken[], start: number, kind: StatementKind): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    const type = tokens[index]?.tokenType;
    if (type === Semicolon) return index;
    if (type === LeftParenthesis) depth++;
    if (type === RightParenthesis) depth--;
    if (type === Word && index > start && beginsNext(wordAt(tokens, index), kind, depth)) return index;
  }
  return tokens.length;
}

/** CREATE stands inside no statement; the others do, but not in a CREATE TABLE outside of its parentheses. */
function beginsNext(word: string, kind: StatementKind, depth: number): boolean {
  if (word === "CREATE") return true;
  return kind === "createTable" && depth === 0 && (word === "ALTER" || word === "DROP" || word === "INSERT");
}

/** The end of a statement that is not parsed. */
function endOfSkipped(tokens: readonly IToken[], start: number): number {
  const mayNameCreate = namesPrivileges.has(wordAt(tokens, start));
  for (let index = start + 1; index < tokens.length; index++) {
    if (tokens[index]?.tokenType === Semicolon) return index;
    if (wordAt(tokens, index) === "CREATE" && !mayNameCreate) return index;
  }
  return tokens.length;
}

/** Statements in which CREATE does not begin the next one. */
const namesPrivileges = new Set(["SHOW", "GRANT", "REVOKE", "HELP"]);

/** Whether a trigger or the like is created, whose body may hold semicolons. */
function createsRoutine(tokens: readonly IToken[], start: number): boolean {
  if (wordAt(tokens, start) !== "CREATE") return false;
  for (let index = start + 1; index < tokens.length; index++) {
    const type = tokens[index]?.tokenType;
    if (type === Semicolon || type === LeftParenthesis) return false;
    if (routineWords.has(wordAt(tokens, index))) return true;
  }
  return false;
}

const routineWords = new Set(["TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "PACKAGE"]);

/** The semicolon after a routine's last END, or undefined if its blocks do not end. */
function endOfRoutine(tokens: readonly IToken[], start: number): number | undefined {
  let blocks = 0;
  for (let index = start + 1; index < tokens.length; index++) {
    if (tokens[index]?.tokenType === Semicolon && blocks === 0) return index;
    blocks += blockChange(wordAt(tokens, index), wordAt(tokens, index - 1), wordAt(tokens, index + 1));
  }
  return blocks === 0 ? tokens.length : undefined;
}

function blockChange(word: string, before: string, after: string): number {
  if (word === "BEGIN" || (word === "CASE" && before !== "END")) return 1;
  const closes = word === "END" && !["IF", "LOOP", "WHILE", "REPEAT", "FOR"].includes(after);
  return closes ? -1 : 0;
}

/** The word in upper case, or nothing if there is something else. */
function wordAt(tokens: readonly IToken[], index: number): string {
  const token = tokens[index];
  return token?.tokenType === Word ? token.image.toUpperCase() : "";
}

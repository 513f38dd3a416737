import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { AlterTable, CreateIndex, CreateTable, DropIndex, DropTable, Name } from "../../sql/ast.ts";
import type { RenameTable, SqlFile, SqlStatement, TableElement } from "../../sql/ast.ts";
import { nearestName } from "../../text/nearest-name.ts";
import { alterTable } from "./alter-table.ts";
import { addKeys, dropKey, inlineKeys } from "./draft-keys.ts";
import { addReferences, referencesOf } from "./draft-references.ts";
import type { TableDraft } from "./table-draft.ts";
import { unknownKey } from "./unknown-key.ts";

export interface ReadTables {
  /** In order of declaration. */
  readonly drafts: readonly TableDraft[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Reading {
  drafts: Map<string, TableDraft>;
  /** Names of tables that are declared, but of which nothing is known. */
  readonly unknown: Set<string>;
  /** Names of all tables that are declared somewhere, which a file may drop before it makes them. */
  readonly declared: ReadonlySet<string>;
  /** Whether every statement was read: else a table may be missing here, and that it is changed is no news. */
  readonly isComplete: boolean;
  readonly diagnostics: Diagnostic[];
}

/** Lets the statements of all files take effect one after the other. */
export function readTables(files: readonly SqlFile[]): ReadTables {
  const statements = files.flatMap((file) => file.statements);
  const isComplete = statements.every((statement) => statement.kind !== "broken");
  const declared = new Set(statements.flatMap((each) => (each.kind === "createTable" ? each.name.text : [])));
  const reading: Reading = { drafts: new Map(), unknown: new Set(), declared, isComplete, diagnostics: [] };
  for (const statement of statements) takeEffect(statement, reading);
  return { drafts: [...reading.drafts.values()], diagnostics: reading.diagnostics };
}

function takeEffect(statement: SqlStatement, reading: Reading): void {
  switch (statement.kind) {
    case "createTable":
      return declare(statement, reading);
    case "alterTable":
      return alter(statement, reading);
    case "createIndex":
      return createIndex(statement, reading);
    case "dropIndex":
      return dropIndex(statement, reading);
    case "dropTable":
      return dropTables(statement, reading);
    case "renameTable":
      return renameTables(statement, reading);
    case "unfollowed":
      reading.diagnostics.push(diagnose("SQL2041", statement.span, {}));
      return;
    case "broken":
  }
}

function declare(statement: CreateTable, reading: Reading): void {
  const { name, content } = statement;
  if (statement.orReplace) forget(name.text, reading);
  const earlier = reading.drafts.get(name.text);
  if (earlier !== undefined) {
    // IF NOT EXISTS says that a second declaration is meant to be passed over.
    if (!statement.ifNotExists) reading.diagnostics.push(declaredTwice(name, earlier));
    return;
  }
  const model = content.kind === "like" ? reading.drafts.get(content.table.text) : undefined;
  if (content.kind === "elements") {
    reading.drafts.set(name.text, draftOf(statement, content.elements));
  } else if (model !== undefined) {
    // Foreign keys are not copied.
    reading.drafts.set(name.text, { ...model, name, statement, references: [] });
  } else {
    reading.unknown.add(name.text);
    // What follows from a table of which nothing is known is no news.
    if (content.kind === "like" && reading.unknown.has(content.table.text)) return;
    const span = content.kind === "select" ? content.span : content.table.span;
    reading.diagnostics.push(diagnose("SQL2008", span, { table: name.text }));
  }
}

function draftOf(statement: CreateTable, elements: readonly TableElement[]): TableDraft {
  const { name, options } = statement;
  const columns = elements.filter((element) => element.kind === "column");
  const keys = elements.filter((element) => element.kind === "key");
  const draft: TableDraft = { name, statement, options, columns, keys: [], references: [] };
  addKeys(draft, inlineKeys(columns));
  addKeys(draft, keys);
  addReferences(draft, referencesOf(columns, keys));
  return draft;
}

function declaredTwice(name: Name, earlier: TableDraft): Diagnostic {
  const related = [{ message: "first declared here", span: earlier.name.span }];
  return diagnose("SQL2004", name.span, { table: name.text }, { related });
}

function alter({ table, ifExists, changes }: AlterTable, reading: Reading): void {
  const draft = known(table, ifExists, reading);
  if (draft === undefined) return;
  reading.diagnostics.push(...alterTable(draft, changes));
  for (const change of changes) if (change.kind === "renameTable") rename(draft.name.text, change.to, reading);
}

function createIndex({ table, key, orReplace }: CreateIndex, reading: Reading): void {
  const draft = known(table, false, reading);
  if (draft === undefined) return;
  if (orReplace) dropKey(draft, key.name ?? "");
  addKeys(draft, [key]);
}

function dropIndex({ table, key, ifExists }: DropIndex, reading: Reading): void {
  const draft = known(table, ifExists, reading);
  if (draft === undefined || dropKey(draft, key.text) || ifExists) return;
  reading.diagnostics.push(unknownKey(draft, key));
}

function dropTables({ tables, ifExists, temporary }: DropTable, reading: Reading): void {
  for (const table of tables) {
    const draft = reading.drafts.get(table.text);
    if (draft !== undefined && temporary && !draft.statement.temporary) continue;
    // A script may begin with the end of what an earlier run of it has made.
    if (draft === undefined && !reading.declared.has(table.text)) known(table, ifExists || temporary, reading);
    forget(table.text, reading);
  }
}

function forget(name: string, reading: Reading): void {
  reading.drafts.delete(name);
  reading.unknown.delete(name);
}

function renameTables({ renames, ifExists }: RenameTable, reading: Reading): void {
  for (const { from, to } of renames) {
    if (known(from, ifExists, reading) !== undefined) rename(from.text, to, reading);
    else if (reading.unknown.delete(from.text)) reading.unknown.add(to.text);
  }
}

/** The table keeps its place in the order of declaration. */
function rename(from: string, to: Name, reading: Reading): void {
  const other = reading.drafts.get(to.text);
  if (from === to.text) return;
  if (other !== undefined) {
    reading.diagnostics.push(declaredTwice(to, other));
    return;
  }
  reading.drafts = new Map(
    [...reading.drafts].map(([name, draft]) => (name === from ? [to.text, renamed(draft, to)] : [name, draft])),
  );
}

/** The names that InnoDB has given to foreign keys follow the table's. */
function renamed(draft: TableDraft, to: Name): TableDraft {
  const start = `${draft.name.text}_ibfk_`;
  const references = draft.references.map((reference) =>
    reference.name?.startsWith(start) === true
      ? { ...reference, name: `${to.text}_ibfk_${reference.name.slice(start.length)}` }
      : reference,
  );
  return { ...draft, name: to, references };
}

/** The table that a statement is about; that it is not there is told, unless the statement itself expects that. */
function known(name: Name, ifExists: boolean, reading: Reading): TableDraft | undefined {
  const { text: table, span } = name;
  const draft = reading.drafts.get(table);
  if (draft !== undefined || ifExists || !reading.isComplete || reading.unknown.has(table)) return draft;
  const near = nearestName(table, reading.drafts.keys());
  const details = near === undefined ? {} : { help: `did you mean ${near}?` };
  reading.diagnostics.push(diagnose("SQL2009", span, { table }, details));
  return undefined;
}

import type { TableSpec } from "../../model/table-spec.ts";
import { ImportSet } from "../import-set.ts";
import type { FileStyle } from "../file-style.ts";
import { stringLiteral } from "../source-text.ts";
import { render } from "../templates/render.ts";
import { generatedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { extraMethods, extraMethodText, keyTypeText } from "./extra-methods.ts";
import { keyParameters } from "./key-parameters.ts";
import { constantLine, fitted, fittedMember } from "./layout.ts";
import { modelNames, unused } from "./model-names.ts";
import type { ModelNames } from "./model-names.ts";
import { modelTable } from "./model-table.ts";
import type { ModelColumn, ModelKey, ModelTable, TableOptions } from "./model-table.ts";
import { tableText } from "./table-text.ts";

export interface GeneratedModelOptions extends TableOptions {
  readonly directory: string;
  readonly runtime: string;
  readonly style: FileStyle;
  readonly cache: boolean;
}

/** `usermodel_gen.ts`: the row's type, how its columns are read, and the methods by key. */
export function modelGeneratedFile(table: TableSpec, options: GeneratedModelOptions): VirtualFile {
  const { runtime } = options;
  const names = modelNames(table, options.style, options.directory);
  const model = modelTable(table, options);
  const imports = new ImportSet();
  const text = tableText(model, names, imports, runtime);
  const body = options.cache
    ? cachedBody(model, names, imports, { tableText: text, runtime })
    : plainBody(model, names, imports, { tableText: text, runtime });
  return generatedFile(table.source, { path: names.generatedFile, imports, body });
}

interface BodyParts {
  readonly tableText: string;
  readonly runtime: string;
}

function cachedBody(model: ModelTable, names: ModelNames, imports: ImportSet, parts: BodyParts): string {
  const { runtime, tableText: table } = parts;
  imports.type("Cache", `${runtime}/cache/cache.ts`);
  imports.type("CacheKey", `${runtime}/cache/cache-key.ts`);
  imports.type("SqlSession", `${runtime}/database/database.ts`);
  imports.value("CachedRows", `${runtime}/cache/cached-rows.ts`);
  const keys = [model.primaryKey, ...model.uniqueKeys];
  const unique = model.uniqueKeys.map((key) => key.constant);
  const keyItems = [`row: ${model.primaryKey.constant}`, fittedMember("unique", unique, "      ")];
  const hasBulk = model.extras.includes("bulk");
  return render("cached-model/model_gen.cached.ts", {
    ...methodsView(model, names),
    ...extrasView(model, names, imports, runtime),
    tableText: table,
    prefixes: keys.map(({ prefixConstant, prefix }) => constantLine(prefixConstant, stringLiteral(prefix))),
    keys: keys.map((key) => keyText(key, names)),
    bulkFields: hasBulk
      ? [`  protected readonly bulk: ${imports.value("CachedBulk", `${runtime}/cache/cached-bulk.ts`)}<${names.row}>;`]
      : [],
    rows: hasBulk
      ? [
          fitted({ open: "    const keys = {", items: keyItems, close: "};" }),
          `    this.rows = new CachedRows(database, ${names.table}, cache, keys);`,
          `    this.bulk = new CachedBulk(database, ${names.table}, cache, keys);`,
        ].join("\n")
      : fitted({
          open: `    this.rows = new CachedRows(database, ${names.table}, cache, {`,
          items: keyItems,
          close: "});",
        }),
    finds: [
      cachedFindView(model.primaryKey, names, { method: "findOne", call: "find", lead: [] }),
      ...model.uniqueKeys.map((key) =>
        cachedFindView(key, names, { method: key.method, call: "findBy", lead: [key.constant] }),
      ),
    ],
  });
}

function plainBody(model: ModelTable, names: ModelNames, imports: ImportSet, parts: BodyParts): string {
  const { runtime, tableText: table } = parts;
  imports.type("SqlSession", `${runtime}/database/database.ts`);
  imports.value("Rows", `${runtime}/database/rows.ts`);
  const hasBulk = model.extras.includes("bulk");
  return render("cached-model/model_gen.plain.ts", {
    ...methodsView(model, names),
    ...extrasView(model, names, imports, runtime),
    table: names.table,
    tableText: table,
    bulkFields: hasBulk
      ? [`  protected readonly bulk: ${imports.value("BulkRows", `${runtime}/database/bulk-rows.ts`)}<${names.row}>;`]
      : [],
    bulk: hasBulk ? [`    this.bulk = new BulkRows(database, ${names.table});`] : [],
    finds: [
      findView(model.primaryKey, names, { method: "findOne", call: "find({" }),
      ...model.uniqueKeys.map((key) => findView(key, names, { method: key.method, call: "find({" })),
    ],
  });
}

/** What both kinds of model have. */
function methodsView(model: ModelTable, names: ModelNames) {
  const number = model.autoIncrement?.text.types[0];
  const key = model.primaryKey.columns;
  return {
    row: names.row,
    newRow: names.newRow,
    defaultClass: names.defaultClass,
    insertDocumentation:
      number !== undefined ? "  /** Returns the number that the database has given to the row. */\n" : "",
    insertResult: number ?? "void",
    insert:
      number === undefined ? "await this.rows.insert(row);" : `return ${insertTexts[number] ?? insertTexts.number};`,
    delete: fitted({ open: "  async delete(", items: parameters(key, names), close: "): Promise<void> {" }),
    deleteBody: fitted({ open: "    await this.rows.delete({", items: properties(key), close: "});" }),
  };
}

/** What only a model has that was asked for it. */
function extrasView(model: ModelTable, names: ModelNames, imports: ImportSet, runtime: string) {
  return {
    keyType: keyTypeText(model, names),
    extras: extraMethods(model, names).map((method) => extraMethodText(method, imports, runtime)),
  };
}

/** The number of an inserted row as the type that its column has. */
const insertTexts: Readonly<Record<string, string>> & { readonly number: string } = {
  number: "await this.rows.insert(row)",
  bigint: "await this.rows.insertExact(row)",
  string: "String(await this.rows.insertExact(row))",
};

interface FindParts {
  readonly method: string;
  readonly call: string;
}

function findView(key: ModelKey, names: ModelNames, { method, call }: FindParts) {
  return {
    head: findHead(method, parameters(key.columns, names), names),
    body: fitted({ open: `    return await this.rows.${call}`, items: properties(key.columns), close: "});" }),
  };
}

/** A caller may give a signal that ends its wait. */
function cachedFindView(key: ModelKey, names: ModelNames, parts: FindParts & { readonly lead: readonly string[] }) {
  const { method, call, lead } = parts;
  const signal = unused("signal", new Set(properties(key.columns)));
  const condition = fitted({ open: "      {", items: properties(key.columns), close: "}" }).trimStart();
  return {
    head: findHead(method, [...parameters(key.columns, names), `${signal}?: AbortSignal`], names),
    body: fitted({ open: `    return await this.rows.${call}(`, items: [...lead, condition, signal], close: ");" }),
  };
}

function findHead(method: string, items: readonly string[], { row }: ModelNames): string {
  return fitted({ open: `  async ${method}(`, items, close: `): Promise<${row} | undefined> {` });
}

function keyText(key: ModelKey, { row }: ModelNames): string {
  const listed = properties(key.columns).map(stringLiteral);
  return fitted({
    open: `const ${key.constant}: CacheKey<${row}> = {`,
    items: [`prefix: ${key.prefixConstant}`, fittedMember("properties", listed, "  ")],
    close: "};",
  });
}

function properties(columns: readonly ModelColumn[]): readonly string[] {
  return columns.map(({ property }) => property);
}

function parameters(columns: readonly ModelColumn[], names: ModelNames): readonly string[] {
  return keyParameters(columns, names).map(({ name, type }) => `${name}: ${type}`);
}

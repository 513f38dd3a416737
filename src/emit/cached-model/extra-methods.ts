import type { ImportSet } from "../import-set.ts";
import { documentationComment } from "../source-text.ts";
import type { Parameter } from "./key-parameters.ts";
import { keyParameters } from "./key-parameters.ts";
import { fitted } from "./layout.ts";
import type { ModelExtra } from "./model-extras.ts";
import type { ModelNames } from "./model-names.ts";
import type { ModelTable } from "./model-table.ts";

/** A method that stands in a model only if it was asked for. */
export interface ExtraMethod {
  readonly name: string;
  readonly params: readonly Parameter[];
  readonly documentation: string;
  readonly result: string;
  readonly body: readonly string[];
  /** What the body uses, by file below the runtime's folder; types apart. */
  readonly values: readonly Import[];
  readonly types: readonly Import[];
}

type Import = readonly [name: string, file: string];

/** The methods beyond those by the table's keys, in the order in which they stand. */
export function extraMethods(model: ModelTable, names: ModelNames): readonly ExtraMethod[] {
  return model.extras.flatMap((extra) => methodsOf[extra](model, names));
}

/** The method as it stands in the class, and what it imports. */
export function extraMethodText(method: ExtraMethod, imports: ImportSet, runtime: string): string {
  for (const [name, file] of method.values) imports.value(name, `${runtime}/${file}`);
  for (const [name, file] of method.types) imports.type(name, `${runtime}/${file}`);
  const head = fitted({
    open: `  async ${method.name}(`,
    items: method.params.map(({ name, type }) => `${name}: ${type}`),
    close: `): Promise<${method.result}> {`,
  });
  const body = method.body.map((line) => `    ${line}\n`).join("");
  return `\n${documentationComment([method.documentation], "  ")}${head}\n${body}  }`;
}

/** What stands for a row's primary key: the value of its only column, or an object with the values of all. */
function keyType({ primaryKey }: ModelTable, names: ModelNames): string {
  const [only, ...others] = keyParameters(primaryKey.columns, names);
  return only === undefined || others.length > 0 ? names.key : only.type;
}

/** The declaration of that object's type; empty where it is not needed. */
export function keyTypeText(model: ModelTable, names: ModelNames): string {
  const isNeeded = extraMethods(model, names).some(({ params }) => params.some(({ type }) => type.includes(names.key)));
  if (!isNeeded || keyType(model, names) !== names.key) return "";
  const properties = keyParameters(model.primaryKey.columns, names).map(({ name, type }) => `  ${name}: ${type};\n`);
  return `/** What tells the rows of the table apart. */\nexport interface ${names.key} {\n${properties.join("")}}\n\n`;
}

const methodsOf: Readonly<Record<ModelExtra, (model: ModelTable, names: ModelNames) => readonly ExtraMethod[]>> = {
  page: pageMethods,
  count: countMethods,
  bulk: bulkMethods,
  softdelete: restoreMethod,
};

function pageMethods(model: ModelTable, names: ModelNames): readonly ExtraMethod[] {
  return [
    {
      name: "findPage",
      params: [{ name: "page", type: `PageRequest<${keyType(model, names)}>` }],
      documentation:
        "Reads rows in the order of the primary key, past the cache: `limit` of them, behind the key `after`.",
      result: `${names.row}[]`,
      body: [`return await findPage(this.database, ${names.table}, page);`],
      values: [["findPage", "database/find-page.ts"]],
      types: [["PageRequest", "database/find-page.ts"]],
    },
  ];
}

function countMethods(_model: ModelTable, names: ModelNames): readonly ExtraMethod[] {
  return [
    {
      name: "count",
      params: [],
      documentation: "Counts the rows, which takes longer the more there are.",
      result: "number",
      body: [`return await countRows(this.database, ${names.table});`],
      values: [["countRows", "database/count-rows.ts"]],
      types: [],
    },
  ];
}

function restoreMethod({ primaryKey: { columns } }: ModelTable, names: ModelNames): readonly ExtraMethod[] {
  const items = columns.map(({ property }) => property);
  const call = fitted({ open: "    await this.rows.restore({", items, close: "});" });
  return [
    {
      name: "restore",
      params: keyParameters(columns, names),
      documentation: "Takes the mark from a row that is marked as deleted.",
      result: "void",
      body: call.split("\n").map((line) => line.slice(4)),
      values: [],
      types: [],
    },
  ];
}

function bulkMethods(model: ModelTable, names: ModelNames): readonly ExtraMethod[] {
  const keys = [{ name: "keys", type: listOf(keyType(model, names)) }];
  const number = model.autoIncrement?.text.types[0];
  const none = { values: [], types: [] };
  return [
    {
      name: "findMany",
      params: keys,
      documentation: "The rows with these keys that there are, each once, in the order of the keys.",
      result: `${names.row}[]`,
      body: ["return await this.bulk.find(keys);"],
      ...none,
    },
    {
      name: "insertMany",
      params: [{ name: "rows", type: listOf(names.newRow) }],
      documentation: `Inserts all of the rows or none.${number === undefined ? "" : " Returns the numbers that the database has given to them, in their order."}`,
      result: number === undefined ? "void" : `${number}[]`,
      body: number === undefined ? ["await this.bulk.insert(rows);"] : numbersBody(number, names),
      ...none,
    },
    {
      name: "deleteMany",
      params: keys,
      documentation: "Returns how many of these rows there were.",
      result: "number",
      body: ["return await this.bulk.delete(keys);"],
      ...none,
    },
  ];
}

function listOf(type: string): string {
  return `readonly ${type.includes(" ") ? `(${type})` : type}[]`;
}

/** The numbers of inserted rows as the type that their column has. */
function numbersBody(type: string, { table }: ModelNames): readonly string[] {
  if (type === "bigint") return ["return await this.bulk.insert(rows);"];
  const converted = type === "string" ? "String(number)" : `${table}.safeNumber(number)`;
  return ["const numbers = await this.bulk.insert(rows);", `return numbers.map((number) => ${converted});`];
}

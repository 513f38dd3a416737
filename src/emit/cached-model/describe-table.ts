import type { TableSpec } from "../../model/table-spec.ts";
import { extraMethods } from "./extra-methods.ts";
import { keyParameters } from "./key-parameters.ts";
import type { Parameter } from "./key-parameters.ts";
import { modelNames } from "./model-names.ts";
import type { ModelNames } from "./model-names.ts";
import { modelTable } from "./model-table.ts";
import type { ModelColumn, ModelTable } from "./model-table.ts";
import type { GeneratedModelOptions } from "./model-generated-file.ts";

/** What is generated for a table, as programs read it. The keys are a public contract. */
export interface TableDescription {
  readonly table: string;
  /** The class that the service uses: `UserModel`. */
  readonly class: string;
  /** In the table's order. */
  readonly fields: readonly FieldDescription[];
  /** Columns of the primary key, in the key's order. */
  readonly primaryKey: readonly string[];
  /** In the order of the generated class. */
  readonly methods: readonly MethodDescription[];
  /** None without a cache; the primary key's first, then in the order of the methods. */
  readonly cacheKeys: readonly CacheKeyDescription[];
  /** Columns that an insert writes, and those that an update does. */
  readonly insertColumns: readonly string[];
  readonly updateColumns: readonly string[];
}

export interface FieldDescription {
  readonly column: string;
  readonly property: string;
  /** The property's type in TypeScript, `null` included where a read may give it. */
  readonly type: string;
  readonly nullable: boolean;
}

export interface MethodDescription {
  readonly name: string;
  readonly params: readonly Parameter[];
}

export interface CacheKeyDescription {
  /** The constant in the generated file, named as goctl names it: `cacheUserIdPrefix`. */
  readonly name: string;
  /** What stands before the values in a key: `cache:user:id:`. */
  readonly value: string;
}

/** What `modelGeneratedFile` writes down, without writing it. */
export function describeTable(
  table: TableSpec,
  options: Omit<GeneratedModelOptions, "directory" | "runtime">,
): TableDescription {
  const names = modelNames(table, options.style);
  const model = modelTable(table, options);
  const keys = [model.primaryKey, ...model.uniqueKeys];
  return {
    table: table.name,
    class: names.modelClass,
    fields: model.columns.map(described),
    primaryKey: columnNames(model.primaryKey.columns),
    methods: methods(model, names),
    cacheKeys: options.cache ? keys.map((key) => ({ name: key.prefixConstant, value: key.prefix })) : [],
    insertColumns: columnNames(model.columns.filter((column) => column.isInserted)),
    updateColumns: columnNames(model.columns.filter((column) => column.isUpdated)),
  };
}

function described({ column, text, property }: ModelColumn): FieldDescription {
  return { column: column.name, property, type: text.types.join(" | "), nullable: column.nullable };
}

function methods(model: ModelTable, names: ModelNames): readonly MethodDescription[] {
  const key = keyParameters(model.primaryKey.columns, names);
  return [
    { name: "insert", params: [{ name: "row", type: names.newRow }] },
    { name: "findOne", params: key },
    ...model.uniqueKeys.map((unique) => ({ name: unique.method, params: keyParameters(unique.columns, names) })),
    { name: "update", params: [{ name: "row", type: names.row }] },
    { name: "delete", params: key },
    ...extraMethods(model, names).map(({ name, params }) => ({ name, params })),
  ];
}

function columnNames(columns: readonly ModelColumn[]): readonly string[] {
  return columns.map(({ column }) => column.name);
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import type { ModelExtra } from "../../src/emit/cached-model/model-extras.ts";
import { modelNames } from "../../src/emit/cached-model/model-names.ts";
import { planModel } from "../../src/emit/cached-model/plan-model.ts";
import { defaultFileStyle } from "../../src/emit/file-style.ts";
import type { Int64Type } from "../../src/emit/fastify/int64-type.ts";
import type { TableSpec } from "../../src/model/table-spec.ts";
import type { Cache } from "../../templates/runtime/cache/cache.ts";
import type { Database, EmbeddedSchema } from "../../templates/runtime/database/database.ts";

export interface LoadOptions {
  readonly kind: "cached" | "plain";
  /** Part of each cache key, so that test files do not share entries. */
  readonly database: string;
  /** A number if absent. */
  readonly int64?: Int64Type;
  /** Nothing if absent. */
  readonly extras?: readonly ModelExtra[];
}

export interface LoadedModel<Model> {
  readonly schema: EmbeddedSchema;
  /** A plain model takes no cache. */
  readonly Model: ModelClass<Model>;
}

type ModelClass<Model> = new (database: Database, cache: Cache) => Model;

const runtime = join(dirname(fileURLToPath(import.meta.url)), "../../templates/runtime");

/**
 * Writes a table's model to a temporary folder and loads it, so that what the tests run is the generated code itself.
 * `isModelClass` says, in the terms of the generated code, what the class makes.
 */
export async function loadModel<Model>(
  table: TableSpec,
  { kind, database, int64 = "number", extras = [] }: LoadOptions,
  isModelClass: (value: unknown) => value is ModelClass<Model>,
): Promise<LoadedModel<Model>> {
  const folder = mkdtempSync(join(tmpdir(), "tsgoctl-model-"));
  const naming = { style: defaultFileStyle, prefix: "cache", ignoreColumns: undefined, int64, extras };
  const options = { ...naming, directory: "internal/model", runtime };
  for (const { path, text } of planModel([table], { ...options, cache: kind === "cached", database })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const names = modelNames(table, defaultFileStyle);
  try {
    const generated: Record<string, unknown> = await import(join(folder, names.generatedFile));
    const custom: Record<string, unknown> = await import(join(folder, names.customFile));
    const schema = generated[names.schema];
    const Model = custom[names.modelClass];
    if (!isSchema(schema) || !isModelClass(Model)) throw new Error("the model exports something else");
    return { schema, Model };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function isClass<Model>(value: unknown): value is ModelClass<Model> {
  return typeof value === "function";
}

function isSchema(value: unknown): value is EmbeddedSchema {
  return typeof value === "object" && value !== null && "statements" in value;
}

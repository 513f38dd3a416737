import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { describeTable } from "../emit/cached-model/describe-table.ts";
import type { TableDescription } from "../emit/cached-model/describe-table.ts";
import type { Host } from "../host/host.ts";
import { modelInput } from "./model-input.ts";
import type { ModelNaming, ModelSource } from "./model-input.ts";

/** What `tsgoctl model mysql describe` is told. */
export interface DescribeOptions extends ModelNaming {
  readonly source: ModelSource;
}

/** What would be generated; the JSON of `tsgoctl model mysql describe`. */
export interface ModelDescription {
  /** In order of declaration. */
  readonly tables: readonly TableDescription[];
}

/** The models that tables would become, undefined if there is an error, and what was found. */
export interface DescribedModel {
  readonly description: ModelDescription | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Tells what `generateModel` would write, without planning a file. */
export async function describeModel(options: DescribeOptions, host: Host): Promise<DescribedModel> {
  const { input, diagnostics } = await modelInput(options.source, options, host);
  if (input === undefined) return { description: undefined, diagnostics };
  return { description: { tables: input.tables.map((table) => describeTable(table, input.naming)) }, diagnostics };
}

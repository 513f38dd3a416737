import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { TableSpec } from "../model/table-spec.ts";

/** Where the server changes rows behind the back of a cached model. */
export function cascadeProblems(tables: readonly TableSpec[]): readonly Diagnostic[] {
  return tables.flatMap(({ name, cascades }) =>
    cascades.map(({ table, span }) => diagnose("GEN1086", span, { table: name, parent: table })),
  );
}

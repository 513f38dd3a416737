import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Action } from "../write/action.ts";

/** What a command has found and done. */
export interface Outcome {
  /** In the order in which they are told: by file, then by place. */
  readonly diagnostics: readonly Diagnostic[];
  /** One for each file of the plan; none if there is an error, in which case nothing has been written. */
  readonly actions: readonly Action[];
}

import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/order.ts";
import type { ApiProgram } from "../load/load-api.ts";
import type { ApiSpec } from "./api-spec.ts";
import { buildSpec } from "./build-spec.ts";
import { readContract } from "./read-contract.ts";
import { apiRules } from "./rules.ts";

export interface CheckedApi {
  /** Undefined if there is an error, in a file of the program or in what they mean together. */
  readonly spec: ApiSpec | undefined;
  /** Those of this check; the ones of loading are told by `loadApi`. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds out what a program means, and what is wrong with it. Never throws. */
export function checkApi(program: ApiProgram): CheckedApi {
  const { main } = program;
  if (main === undefined) return { spec: undefined, diagnostics: [] };
  const { contract, diagnostics: found } = readContract(main, program);
  const diagnostics = inOrder([...found, ...apiRules.flatMap((rule) => rule(contract))]);
  const isUsable = contract.complete && !hasErrors(diagnostics);
  return { spec: isUsable ? buildSpec(contract) : undefined, diagnostics };
}

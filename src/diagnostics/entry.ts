import type { Severity } from "./severity.ts";

/** What the catalogue holds for one code. */
export interface CatalogueEntry<Values> {
  readonly severity: Severity;
  /** Lower case, no full stop, says what was expected and what was found. */
  readonly message: (values: Values) => string;
  /** One or two sentences for `docs/diagnostics.md`: why it is a problem and what to do. */
  readonly explanation: string;
}

export function error<Values>(message: (values: Values) => string, explanation: string): CatalogueEntry<Values> {
  return { severity: "error", message, explanation };
}

export function warning<Values>(message: (values: Values) => string, explanation: string): CatalogueEntry<Values> {
  return { severity: "warning", message, explanation };
}

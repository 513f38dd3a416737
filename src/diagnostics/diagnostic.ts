import type { Span } from "../text/span.ts";
import type { DiagnosticCode } from "./catalogue.ts";
import type { Severity } from "./severity.ts";

/** Another place that helps to understand a problem, such as the first of two declarations. */
export interface RelatedPlace {
  readonly message: string;
  readonly span: Span;
}

/** A problem found in the user's input. Made only by `diagnose`, from the catalogue. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  /** Absent when the problem has no place in a text: a missing file, an option. */
  readonly span: Span | undefined;
  /** The file that the problem is about; absent when it is about an option. */
  readonly path: string | undefined;
  readonly related: readonly RelatedPlace[];
  /** What to do about it, one sentence. */
  readonly help: string | undefined;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

import type { Span } from "../text/span.ts";
import type { DiagnosticCode } from "./catalogue.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Severity } from "./severity.ts";

/** A place as programs read it: counted from 1, columns in characters (code points), the end exclusive. */
export interface JsonPlace {
  readonly file: string | null;
  /** Null, as the other three are, when the problem has no place in a text. */
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
}

/** Another place that helps to understand a problem, as programs read it. */
export interface JsonRelatedPlace extends JsonPlace {
  readonly message: string;
}

/** A diagnostic as programs read it. The keys are a public contract: none is renamed, removed or left out. */
export interface JsonDiagnostic extends JsonPlace {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly JsonRelatedPlace[];
  readonly help: string | null;
}

/** The diagnostics in the form that `--format json` prints. */
export function jsonDiagnostics(diagnostics: readonly Diagnostic[]): readonly JsonDiagnostic[] {
  return diagnostics.map(({ code, severity, message, span, path, related, help }) => ({
    code,
    severity,
    message,
    ...(span === undefined ? withoutPlace(path) : placeOf(span)),
    related: related.map((place) => ({ message: place.message, ...placeOf(place.span) })),
    help: help ?? null,
  }));
}

function withoutPlace(path: string | undefined): JsonPlace {
  return { file: path ?? null, line: null, column: null, endLine: null, endColumn: null };
}

function placeOf({ source, start, end }: Span): JsonPlace {
  const first = source.position(start);
  const last = source.position(end);
  return { file: source.path, line: first.line, column: first.column, endLine: last.line, endColumn: last.column };
}

import type { Span } from "../text/span.ts";
import { codeFrame, placeLine } from "./code-frame.ts";
import type { Diagnostic, RelatedPlace } from "./diagnostic.ts";
import { plain } from "./paint.ts";
import type { Paint } from "./paint.ts";
import { printable } from "./printable.ts";

/** A related place at most this many lines away is on the reader's screen already; one further off is shown. */
const NEAR_LINES = 5;

/** The text of a diagnostic with its place, a code frame, related places and help, ending in a line break. */
export function renderDiagnostic(diagnostic: Diagnostic): string {
  return paintedDiagnostic(diagnostic, plain);
}

/** The same text in colours. */
export function paintedDiagnostic(diagnostic: Diagnostic, paint: Paint): string {
  const { severity, code, message, span, related, help } = diagnostic;
  const lines = [`${paint(severity, `${severity} ${code}`)}${paint("message", `: ${printable(message)}`)}`];
  if (span !== undefined) lines.push(...codeFrame(span, severity, paint));
  lines.push(...related.flatMap((place) => relatedLines(place, span, paint)));
  if (help !== undefined) lines.push(`${paint("help", "help")}: ${printable(help)}`);
  return `${lines.join("\n")}\n`;
}

function relatedLines({ message, span }: RelatedPlace, main: Span | undefined, paint: Paint): readonly string[] {
  const place = isNear(span, main) ? [placeLine(span, paint)] : codeFrame(span, "note", paint);
  return [`${paint("note", "note")}: ${printable(message)}`, ...place];
}

function isNear(span: Span, main: Span | undefined): boolean {
  if (main === undefined || span.source.path !== main.source.path) return false;
  const distance = span.source.position(span.start).line - main.source.position(main.start).line;
  return Math.abs(distance) <= NEAR_LINES;
}

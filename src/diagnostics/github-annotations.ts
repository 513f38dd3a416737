import type { Span } from "../text/span.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** The diagnostics as workflow commands, which GitHub shows beside the lines of a pull request. */
export function githubAnnotations(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${annotation(diagnostic)}\n`).join("");
}

function annotation(diagnostic: Diagnostic): string {
  const properties = [...placeOf(diagnostic), ["title", diagnostic.code] as const].map(
    ([name, value]) => `${name}=${escapedProperty(String(value))}`,
  );
  return `::${diagnostic.severity} ${properties.join(",")}::${escapedData(textOf(diagnostic))}`;
}

function placeOf({ span, path }: Diagnostic): readonly (readonly [name: string, value: string | number])[] {
  if (span === undefined) return path === undefined ? [] : [["file", path]];
  const start = span.source.position(span.start);
  const end = span.source.position(span.end);
  const file = ["file", span.source.path] as const;
  // The runner takes columns only for a place within one line.
  if (start.line !== end.line) return [file, ["line", start.line], ["endLine", end.line]];
  return [file, ["line", start.line], ["col", start.column], ["endLine", end.line], ["endColumn", end.column]];
}

/** An annotation has one place only; the others are told in its text. */
function textOf({ message, related, help }: Diagnostic): string {
  const notes = related.map((place) => `note: ${place.message}: ${placeText(place.span)}`);
  return [message, ...notes, ...(help === undefined ? [] : [`help: ${help}`])].join("\n");
}

function placeText({ source, start }: Span): string {
  const { line, column } = source.position(start);
  return `${source.path}:${line}:${column}`;
}

function escapedData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

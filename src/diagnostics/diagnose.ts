import type { Span } from "../text/span.ts";
import { catalogue } from "./catalogue.ts";
import type { DiagnosticCode, DiagnosticParameters } from "./catalogue.ts";
import type { CatalogueEntry } from "./entry.ts";
import type { Diagnostic, RelatedPlace } from "./diagnostic.ts";

/** What a diagnostic may carry beside its message. */
export interface DiagnosticDetails {
  readonly related?: readonly RelatedPlace[];
  readonly help?: string;
}

/** Makes a diagnostic at a place in a source text. */
export function diagnose<Code extends DiagnosticCode>(
  code: Code,
  span: Span,
  values: DiagnosticParameters<Code>,
  details: DiagnosticDetails = {},
): Diagnostic {
  return { ...fromCatalogue(code, values, details), span, path: span.source.path };
}

/** Makes a diagnostic about a file as a whole: missing, unreadable, blocked. */
export function diagnoseFile<Code extends DiagnosticCode>(
  code: Code,
  path: string,
  values: DiagnosticParameters<Code>,
  details: DiagnosticDetails = {},
): Diagnostic {
  return { ...fromCatalogue(code, values, details), span: undefined, path };
}

/** Makes a diagnostic about what a command was told, which has no file. */
export function diagnoseOption<Code extends DiagnosticCode>(
  code: Code,
  values: DiagnosticParameters<Code>,
): Diagnostic {
  return { ...fromCatalogue(code, values, {}), span: undefined, path: undefined };
}

function fromCatalogue<Code extends DiagnosticCode>(
  code: Code,
  values: DiagnosticParameters<Code>,
  details: DiagnosticDetails,
): Omit<Diagnostic, "span" | "path"> {
  const entry = entries[code];
  const { related = [], help } = details;
  const message = entry.message(values);
  // What is to be added or changed by hand is told whole.
  const told = code.startsWith("GEN2") ? message : shortened(message);
  return { code, severity: entry.severity, message: told, related, help: help && shortened(help) };
}

/** A name or value of the text may be a megabyte long, and told many times. */
const lengthLimit = 500;

/** Both ends of a text that nobody would read, without halves of characters where it is cut. */
function shortened(text: string): string {
  if (text.length <= lengthLimit) return text;
  const start = text.slice(0, 350).replace(/[\uD800-\uDBFF]$/, "");
  const end = text.slice(-100).replace(/^[\uDC00-\uDFFF]/, "");
  return `${start} … ${end}`;
}

/** The catalogue, typed so that a code and its values belong together. */
const entries: { readonly [Code in DiagnosticCode]: CatalogueEntry<DiagnosticParameters<Code>> } = catalogue;

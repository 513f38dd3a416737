import { catalogue } from "./catalogue.ts";
import type { DiagnosticCode } from "./catalogue.ts";
import type { CatalogueEntry } from "./entry.ts";

/** The message of a code with the names of its values in their places: `type ‹name› is declared twice`. */
export function messageForm(code: DiagnosticCode): string {
  const form: string = Reflect.apply(entries[code].message, undefined, [placeholders]);
  return form;
}

const entries: Readonly<Record<DiagnosticCode, CatalogueEntry<never>>> = catalogue;

const placeholders: object = new Proxy({}, { get: (_, name) => `‹${String(name)}›` });

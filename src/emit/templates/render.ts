import { compiledTemplates } from "./embedded.js";
import type { TemplateName } from "./template-name.ts";
import type { TemplatePart } from "./template-part.ts";

/** What a template places: texts and lists, all computed. */
export type View = Readonly<Record<string, ViewValue>>;

type ViewValue = string | readonly string[] | readonly View[];

/** The text that a template gives for a view. A name that the view lacks is an error, not an empty text. */
export function render(name: TemplateName, view: View): string {
  return filled(compiledTemplates[name], view);
}

function filled(parts: readonly TemplatePart[], view: View | string): string {
  return parts
    .map((part) => {
      if (typeof part === "string") return part;
      return "value" in part ? textOf(view, part.value) : listOf(view, part.each, part.parts);
    })
    .join("");
}

function textOf(view: View | string, name: string): string {
  const value = name === "this" ? view : memberOf(view, name);
  if (typeof value !== "string") throw new TypeError(`expected ${name} to be a text`);
  return value;
}

function listOf(view: View | string, name: string, parts: readonly TemplatePart[]): string {
  const value = memberOf(view, name);
  if (!Array.isArray(value)) throw new TypeError(`expected ${name} to be a list`);
  return value.map((item: View | string) => filled(parts, item)).join("");
}

function memberOf(view: View | string, name: string): unknown {
  return typeof view === "object" && Object.hasOwn(view, name) ? view[name] : undefined;
}

import Handlebars from "handlebars/dist/cjs/handlebars.runtime.js";

import { compiledTemplates } from "./embedded.js";
import type { TemplateName } from "./template-name.ts";

/** What a template places: texts, lists and conditions, all computed. */
export type View = Readonly<Record<string, ViewValue>>;

type ViewValue = string | boolean | readonly string[] | readonly View[];

const renderers = new Map<TemplateName, HandlebarsTemplateDelegate<View>>();

/** The text that a template gives for a view. A name that the view lacks is an error, not an empty text. */
export function render(name: TemplateName, view: View): string {
  let renderer = renderers.get(name);
  if (renderer === undefined) {
    renderer = Handlebars.template<View>(compiledTemplates[name]);
    renderers.set(name, renderer);
  }
  return renderer(view);
}

/** Written by `scripts/embed-templates.mjs`: the templates, compiled, and the runtime files, as text. */
import type { TemplateName } from "./template-name.ts";
import type { TemplatePart } from "./template-part.ts";

export declare const compiledTemplates: Readonly<Record<TemplateName, readonly TemplatePart[]>>;
/** By path below `templates/runtime`, such as `config/config.ts`. */
export declare const runtimeSources: Readonly<Record<string, string>>;

import { knownValidationRules } from "../../model/known-validation-rules.ts";
import { ImportSet } from "../import-set.ts";
import { propertyName, stringLiteral } from "../source-text.ts";
import { render } from "../templates/render.ts";
import { scaffoldedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import type { ProjectContext } from "./project-context.ts";
import { relativeImport } from "../../text/relative-import.ts";
import { validationRuleNames } from "./schemas-file.ts";

/** The rules of `validate` tags that are the project's own: not those of Go's library. */
export function ownRuleNames(context: ProjectContext): readonly string[] {
  return validationRuleNames(context).filter((name) => !knownValidationRules.has(name));
}

/** `internal/server/validationrules.ts`, where a contract has rules that only the project can know. */
export function validationRulesFiles(context: ProjectContext): readonly VirtualFile[] {
  const names = ownRuleNames(context);
  if (names.length === 0) return [];
  const path = context.files.validationRules;
  const imports = new ImportSet();
  const unwritten = imports.value("unwritten", relativeImport(path, "internal/runtime/rules/own-rule.ts"));
  const body = render("fastify/internal/server/validationrules.ts", {
    rules: names.map((name, index) => ({
      separator: index > 0 ? "\n" : "",
      name: propertyName(name),
      call: `${unwritten}(${stringLiteral(name)})`,
    })),
  });
  return [scaffoldedFile({ path, imports, body }, "merged")];
}

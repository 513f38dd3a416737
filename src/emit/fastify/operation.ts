import type { ImportSet } from "../import-set.ts";
import type { ProjectContext } from "./project-context.ts";
import { relativeImport } from "../../text/relative-import.ts";
import type { NamedRoute } from "./route-names.ts";
import { typeText } from "./type-text.ts";
import type { Type } from "../../model/api-spec.ts";

/** A file that types of the contract are mentioned in. */
export interface FileTarget {
  readonly path: string;
  readonly imports: ImportSet;
  readonly context: ProjectContext;
}

/** What a client asks for, in the contract's words: `post /user/login`. */
export function operationText({ route }: NamedRoute): string {
  return `${route.method} ${route.fullPath}`;
}

/** The text of a type, every declared type in it imported. */
export function importedType(type: Type, target: FileTarget): string {
  for (const name of mentionedTypes(type)) {
    const typeName = target.context.typeNames.get(name) ?? name;
    const file = target.context.fileOfType.get(name) ?? target.context.files.types;
    if (file !== target.path) target.imports.type(typeName, relativeImport(target.path, file));
  }
  if (mentionsFile(type)) {
    target.imports.type("UploadedFile", relativeImport(target.path, "internal/runtime/upload/uploaded-file.ts"));
  }
  return typeText(type, target.context);
}

/** Files are fields of structs, alone or in a list. */
function mentionsFile(type: Type): boolean {
  if (type.kind === "struct")
    return type.members.some((member) => member.kind === "field" && mentionsFile(member.type));
  return type.kind === "file" || (type.kind === "array" && type.element.kind === "file");
}

/** The declared types that a type's text mentions. */
export function mentionedTypes(type: Type): readonly string[] {
  switch (type.kind) {
    case "primitive":
    case "any":
    case "time":
    case "file":
      return [];
    case "array":
      return mentionedTypes(type.element);
    case "map":
      return mentionedTypes(type.value);
    case "pointer":
      return mentionedTypes(type.target);
    case "reference":
      return [type.name];
    case "struct":
      return type.members.flatMap((member) => (member.kind === "field" ? mentionedTypes(member.type) : [member.name]));
  }
}

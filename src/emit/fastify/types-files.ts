import { ImportSet } from "../import-set.ts";
import { documentationComment } from "../source-text.ts";
import { generatedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { fieldProperty } from "../../model/field-property.ts";
import { compareCodePoints } from "../../text/compare-code-points.ts";
import { importedType } from "./operation.ts";
import type { ProjectContext } from "./project-context.ts";
import { relativeImport } from "../../text/relative-import.ts";
import { flatFields } from "./struct-fields.ts";
import { embeddedText, membersText } from "./type-text.ts";
import type { Embedded, StructType } from "../../model/api-spec.ts";

/** `internal/types/types.ts`, and a file for each group that has types of its own: an interface for each declared type, in source order. */
export function typesFiles(context: ProjectContext): readonly VirtualFile[] {
  const paths = new Set([context.files.types, ...context.fileOfType.values()]);
  return [...paths].map((path) => typesFile(path, context));
}

function typesFile(path: string, context: ProjectContext): VirtualFile {
  const types = context.spec.types.filter(({ name }) => context.fileOfType.get(name) === path);
  const imports = new ImportSet();
  for (const type of types) importedType({ kind: "struct", members: type.members }, { path, imports, context });
  const reexports = path === context.files.types ? groupReexports(context) : [];
  const body = [...reexports, ...types.map((type) => interfaceText(type, context))].join("\n");
  return generatedFile(context.spec.source, { path, imports, body });
}

/** Logic that was written while a type stood in `types.ts` goes on finding it there. */
function groupReexports(context: ProjectContext): readonly string[] {
  const { types } = context.files;
  const groups = new Set([...context.fileOfType.values()].filter((path) => path !== types));
  const statements = [...groups].toSorted(compareCodePoints).map((path) => {
    const own = [...context.fileOfType].filter(([, file]) => file === path);
    const names = own.map(([name]) => context.typeNames.get(name) ?? name).toSorted(compareCodePoints);
    return `export type { ${names.join(", ")} } from "${relativeImport(types, path)}";\n`;
  });
  return statements.length === 0 ? [] : [statements.join("")];
}

function interfaceText(type: StructType, context: ProjectContext): string {
  const comment = documentationComment(type.documentation);
  const members = membersText(type.members, context, "  ");
  const name = context.typeNames.get(type.name) ?? type.name;
  const head = `${comment}export interface ${name}${extendsText(type, context)}`;
  return members === "" ? `${head} {}\n` : `${head} {\n${members}}\n`;
}

function extendsText(type: StructType, context: ProjectContext): string {
  const own = new Set(type.members.filter((member) => member.kind === "field").map(fieldProperty));
  const embedded = type.members.filter((member): member is Embedded => member.kind === "embedded");
  if (embedded.length === 0) return "";
  const texts = embedded.map((member) => {
    const inherited = flatFields(context.structs, context.structs.get(member.name) ?? []).map(fieldProperty);
    return embeddedText(
      member,
      inherited.filter((property) => own.has(property)),
      context,
    );
  });
  return ` extends ${texts.join(", ")}`;
}

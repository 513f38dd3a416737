import { documentationComment, propertyName } from "../source-text.ts";
import { fieldProperty, isOptionalProperty } from "../../model/field-property.ts";
import type { Int64Type } from "./int64-type.ts";
import type { TypeNames } from "./type-names.ts";
import type { Embedded, Field, Member, PrimitiveName, Type } from "../../model/api-spec.ts";

/** What the texts of types depend on beside the types themselves. */
export interface TypeTextContext {
  readonly typeNames: TypeNames;
  readonly int64: Int64Type;
}

/** The TypeScript text of a type; `indent` is that of the line it stands on. */
export function typeText(type: Type, context: TypeTextContext, indent = ""): string {
  switch (type.kind) {
    case "primitive":
      return primitiveText(type.name, context);
    case "any":
      return "unknown";
    case "time":
      return "string";
    case "file":
      return "UploadedFile";
    case "array":
      return arrayText(type, context, indent);
    case "map":
      return `Record<string, ${typeText(type.value, context, indent)}>`;
    case "pointer":
      return pointerText(type.target, context, indent);
    case "reference":
      return context.typeNames.get(type.name) ?? type.name;
    case "struct":
      return `{\n${membersText(type.members, context, `${indent}  `)}${indent}}`;
  }
}

/** The members of an interface or object type, one a line, with the author's comments. */
export function membersText(members: readonly Member[], context: TypeTextContext, indent: string): string {
  return members
    .filter((member) => member.kind === "field")
    .map((field) => fieldText(field, context, indent))
    .join("");
}

/** `Base`, or `Omit<Base, "id">` when the struct around it has a field of that name itself. */
export function embeddedText(embedded: Embedded, hidden: readonly string[], context: TypeTextContext): string {
  const name = context.typeNames.get(embedded.name) ?? embedded.name;
  return hidden.length === 0
    ? name
    : `Omit<${name}, ${hidden.map((property) => JSON.stringify(property)).join(" | ")}>`;
}

/** Go's `[]byte` is one value on the wire: a base64 text. */
export function isBytes(type: Type): boolean {
  if (type.kind !== "array" || type.length !== undefined || type.element.kind !== "primitive") return false;
  return type.element.name === "byte" || type.element.name === "uint8";
}

function fieldText(field: Field, context: TypeTextContext, indent: string): string {
  const mark = isOptionalProperty(field) ? "?" : "";
  const comment = documentationComment(field.documentation, indent);
  return `${comment}${indent}${propertyName(fieldProperty(field))}${mark}: ${typeText(field.type, context, indent)};\n`;
}

function arrayText(array: Type & { readonly kind: "array" }, context: TypeTextContext, indent: string): string {
  return isBytes(array) ? "string" : `${elementText(array.element, context, indent)}[]`;
}

/** A list in a list may be null, as in Go. */
function elementText(element: Type, context: TypeTextContext, indent: string): string {
  const text = typeText(element, context, indent);
  if (element.kind === "array" && !isBytes(element)) return `(${text} | null)`;
  return element.kind === "pointer" && text !== "unknown" ? `(${text})` : text;
}

function pointerText(target: Type, context: TypeTextContext, indent: string): string {
  if (target.kind === "pointer") return pointerText(target.target, context, indent);
  return target.kind === "any" ? "unknown" : `${typeText(target, context, indent)} | null`;
}

function primitiveText(name: PrimitiveName, { int64 }: TypeTextContext): string {
  return is64Bit.has(name) ? int64 : primitiveTexts[name];
}

const is64Bit: ReadonlySet<PrimitiveName> = new Set(["int", "int64", "uint", "uint64", "uintptr"]);

const primitiveTexts: Readonly<Record<PrimitiveName, string>> = {
  bool: "boolean",
  string: "string",
  byte: "number",
  rune: "number",
  int: "number",
  int8: "number",
  int16: "number",
  int32: "number",
  int64: "number",
  uint: "number",
  uint8: "number",
  uint16: "number",
  uint32: "number",
  uint64: "number",
  uintptr: "number",
  float32: "number",
  float64: "number",
  complex64: "unknown",
  complex128: "unknown",
};

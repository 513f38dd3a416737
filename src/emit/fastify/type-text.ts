import { documentationComment, propertyName } from "../source-text.ts";
import { fieldProperty, isOptionalProperty } from "../../model/field-property.ts";
import type { TypeNames } from "./type-names.ts";
import type { Embedded, Field, Member, PrimitiveName, Type } from "../../model/api-spec.ts";

/** The TypeScript text of a type; `indent` is that of the line it stands on. */
export function typeText(type: Type, names: TypeNames, indent = ""): string {
  switch (type.kind) {
    case "primitive":
      return primitiveTexts[type.name];
    case "any":
      return "unknown";
    case "time":
      return "string";
    case "array":
      return isBytes(type) ? "string" : `${elementText(type.element, names, indent)}[]`;
    case "map":
      return `Record<string, ${typeText(type.value, names, indent)}>`;
    case "pointer":
      return pointerText(type.target, names, indent);
    case "reference":
      return names.get(type.name) ?? type.name;
    case "struct":
      return `{\n${membersText(type.members, names, `${indent}  `)}${indent}}`;
  }
}

/** The members of an interface or object type, one a line, with the author's comments. */
export function membersText(members: readonly Member[], names: TypeNames, indent: string): string {
  return members
    .filter((member) => member.kind === "field")
    .map((field) => fieldText(field, names, indent))
    .join("");
}

/** `Base`, or `Omit<Base, "id">` when the struct around it has a field of that name itself. */
export function embeddedText(embedded: Embedded, hidden: readonly string[], names: TypeNames): string {
  const name = names.get(embedded.name) ?? embedded.name;
  return hidden.length === 0
    ? name
    : `Omit<${name}, ${hidden.map((property) => JSON.stringify(property)).join(" | ")}>`;
}

/** Go's `[]byte` is one value on the wire: a base64 text. */
export function isBytes(type: Type): boolean {
  if (type.kind !== "array" || type.length !== undefined || type.element.kind !== "primitive") return false;
  return type.element.name === "byte" || type.element.name === "uint8";
}

function fieldText(field: Field, names: TypeNames, indent: string): string {
  const mark = isOptionalProperty(field) ? "?" : "";
  const comment = documentationComment(field.documentation, indent);
  return `${comment}${indent}${propertyName(fieldProperty(field))}${mark}: ${typeText(field.type, names, indent)};\n`;
}

function elementText(element: Type, names: TypeNames, indent: string): string {
  const text = typeText(element, names, indent);
  return element.kind === "pointer" && text !== "unknown" ? `(${text})` : text;
}

function pointerText(target: Type, names: TypeNames, indent: string): string {
  return target.kind === "any" ? "unknown" : `${typeText(target, names, indent)} | null`;
}

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

import type { TypeNode } from "../api/ast.ts";
import type { PrimitiveName } from "./api-spec.ts";

/** The base types of the language; `any` is one too, but no primitive. */
export const primitiveNames: readonly PrimitiveName[] = [
  "bool",
  "int",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "uintptr",
  "float32",
  "float64",
  "complex64",
  "complex128",
  "string",
  "byte",
  "rune",
];

const primitives: ReadonlyMap<string, PrimitiveName> = new Map(primitiveNames.map((name) => [name, name]));

/** A base type's name, which means that type even where a struct is declared with the same name. */
export function primitiveOf(name: string): PrimitiveName | undefined {
  return primitives.get(name);
}

export function isBaseType(name: string): boolean {
  return name === "any" || primitives.has(name);
}

export function isNumber(name: PrimitiveName): boolean {
  return name !== "bool" && name !== "string" && !name.startsWith("complex");
}

/** The 25 keywords of Go, none of which can name a type. */
export const goKeywords: ReadonlySet<string> = new Set(
  (
    "break case chan const continue default defer else fallthrough for func go goto if import " +
    "interface map package range return select struct switch type var"
  ).split(" "),
);

/** The name that a type stands for behind pointers, lists and map values. */
export function innermost(type: TypeNode): TypeNode {
  switch (type.kind) {
    case "pointer":
      return innermost(type.target);
    case "array":
      return innermost(type.element);
    case "map":
      return innermost(type.value);
    case "name":
    case "member":
    case "interface":
    case "struct":
      return type;
  }
}

/** Every type node in a type, itself included, but not those of the fields of a struct in it. */
export function typeParts(type: TypeNode): readonly TypeNode[] {
  switch (type.kind) {
    case "pointer":
      return [type, ...typeParts(type.target)];
    case "array":
      return [type, ...typeParts(type.element)];
    case "map":
      return [type, ...typeParts(type.key), ...typeParts(type.value)];
    case "name":
    case "member":
    case "interface":
    case "struct":
      return [type];
  }
}

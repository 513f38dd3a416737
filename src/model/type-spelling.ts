import type { TypeNode } from "../api/ast.ts";

/** A type as Go writes it, without the white space and comments that may stand in it. */
export function typeSpelling(type: TypeNode): string {
  switch (type.kind) {
    case "name":
    case "member":
      return type.name;
    case "interface":
      return "interface{}";
    case "pointer":
      return `*${typeSpelling(type.target)}`;
    case "array":
      return `[${type.length}]${typeSpelling(type.element)}`;
    case "map":
      return `map[${typeSpelling(type.key)}]${typeSpelling(type.value)}`;
    case "struct":
      return "struct";
  }
}

import type { TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { spanText } from "../../text/span.ts";
import { isBaseType } from "../api-type.ts";
import type { Contract } from "../contract.ts";
import { unaliased } from "../unaliased.ts";

/**
 * A request is a struct, whose fields come from all of the request, or a list or a map, which is the whole body.
 * A response is anything with a name, a list or a map.
 */
export function bodyType(contract: Contract): readonly Diagnostic[] {
  return contract.routes.flatMap(({ node }) => [
    ...check(contract, node.request?.type, "API3006"),
    ...check(contract, node.response?.type, "API3007"),
  ]);
}

function check(contract: Contract, written: TypeNode | undefined, code: "API3006" | "API3007"): readonly Diagnostic[] {
  if (written === undefined) return [];
  const type = unaliased(contract, written);
  const isGood = isBody(type) && (code === "API3007" || !isText(contract, type));
  return isGood ? [] : [diagnose(code, written.span, { found: spanText(written.span).split(/[\r\n]/)[0] ?? "" })];
}

/** `T`, `*T`, `[]T`, `[]*T` or a map; a struct in place has a rule of its own. */
function isBody(type: TypeNode): boolean {
  switch (type.kind) {
    case "map":
    case "struct":
      return true;
    case "array":
      return type.length === "" && isNamed(type.element);
    case "name":
    case "member":
    case "interface":
    case "pointer":
      return isNamed(type);
  }
}

function isNamed(type: TypeNode): boolean {
  const target = type.kind === "pointer" ? type.target : type;
  return target.kind === "name" || target.kind === "interface" || target.kind === "struct" || target.kind === "member";
}

/** Whether a value is one text, number or bool, which no request is; on the wire `[]byte` is one text as well. */
function isText(contract: Contract, written: TypeNode): boolean {
  const type = unaliased(contract, written);
  switch (type.kind) {
    case "member":
      return true;
    case "name":
      return type.name !== "any" && isBaseType(type.name);
    case "pointer":
      return isText(contract, type.target);
    case "array":
      return type.element.kind === "name" && (type.element.name === "byte" || type.element.name === "uint8");
    case "map":
    case "interface":
    case "struct":
      return false;
  }
}

import type { TypeNode } from "../api/ast.ts";
import type { Contract } from "./contract.ts";
import { unaliased } from "./unaliased.ts";

/** What a contract has to be known by, to tell whether it declares a type of its own by that name. */
type Names = Pick<Contract, "aliases" | "structs" | "knowsAllTypes">;

/**
 * The type of a file of a multipart form, where a contract declares no `File` of its own. goctl has no such type; a contract
 * with a `File` that it accepts keeps its meaning.
 */
export function isFile(contract: Names, written: TypeNode): boolean {
  const type = unaliased(contract, written);
  return type.kind === "name" && isFileName(contract, type.name);
}

/** `File` itself or a list of it: what a form can have under one name. */
export function isFileOrFiles(contract: Names, written: TypeNode): boolean {
  const type = unaliased(contract, written);
  return isFile(contract, type) || (type.kind === "array" && type.length === "" && isFile(contract, type.element));
}

export const fileTypeName = "File";

/** Whether a name means that type: not in a contract that may declare it where nobody has seen it. */
export function isFileName({ aliases, structs, knowsAllTypes }: Names, name: string): boolean {
  return name === fileTypeName && knowsAllTypes && !structs.has(name) && !aliases.has(name);
}

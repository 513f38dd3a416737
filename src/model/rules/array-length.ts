import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { typeParts } from "../api-type.ts";
import type { Contract } from "../contract.ts";
import { writtenTypes } from "../written-types.ts";

/** Above it a schema could not tell the number of elements to be had, and nobody means it. */
const longest = 65_536;

/** An array's length is a number of elements that can be. */
export function arrayLength(contract: Contract): readonly Diagnostic[] {
  return writtenTypes(contract)
    .flatMap(typeParts)
    .flatMap((part) =>
      part.kind === "array" && part.length !== "" && !(Number(part.length) <= longest)
        ? [diagnose("API2011", part.span, { length: part.length })]
        : [],
    );
}

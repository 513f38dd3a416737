import { diagnoseFile } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../contract.ts";

/** A contract has at least one route. */
export function somethingToServe({ main, routes, complete }: Contract): readonly Diagnostic[] {
  if (routes.length > 0 || !complete) return [];
  return [diagnoseFile("API3010", main.source.path, { file: main.source.path })];
}

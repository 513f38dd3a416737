import type { WrittenMethod } from "./find-method.ts";
import { joined } from "./fit.ts";
import type { Fit, FitContext } from "./fit.ts";
import { fitParameters } from "./fit-parameters.ts";
import { fitResult } from "./fit-result.ts";
import type { ts } from "./open-typescript.ts";

/** What has to be done to a method so that it can be called as the wanted one. */
export function fitSignature(own: WrittenMethod, wanted: ts.MethodDeclaration, context: FitContext): Fit {
  return joined(fitParameters(own, wanted, context), fitResult(own, wanted, context));
}

/** The whole head in one line, as it is told to people. */
export function headText(wanted: ts.MethodDeclaration): string {
  const head = wanted.getText().slice(0, (wanted.body?.getStart() ?? wanted.end) - wanted.getStart());
  return head.replaceAll(/\s+/gu, " ").trim();
}

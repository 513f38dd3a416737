import { compareCodePoints } from "../text/compare-code-points.ts";
import { catalogue } from "./catalogue.ts";
import type { DiagnosticCode } from "./catalogue.ts";

/** Every code, in order. */
export const codeList: readonly DiagnosticCode[] = Object.keys(catalogue).filter(isCode).toSorted(compareCodePoints);

/** Whether a text is a code of the catalogue. */
export function isCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(catalogue, text);
}

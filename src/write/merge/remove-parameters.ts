import { boundNames } from "./bindings.ts";
import type { WrittenMethod } from "./find-method.ts";
import { edited, hasComment, obstructed } from "./fit.ts";
import type { Fit, FitContext } from "./fit.ts";
import type { Insertion } from "./insertion.ts";
import { mentionsOf } from "./mentions.ts";
import type { ts, TypeScript } from "./open-typescript.ts";

/** Takes out what is given no more, where nothing uses it. */
export function removeParameters(
  own: WrittenMethod,
  unasked: readonly ts.ParameterDeclaration[],
  { typescript, file }: FitContext,
): Fit {
  const edits: Insertion[] = [];
  for (const parameter of unasked) {
    const title = `its parameter ${parameter.name.getText()}, which is given no more,`;
    if (isUsed(typescript, own, parameter)) return obstructed(`${title} is used`);
    const range = rangeOf(own, parameter, unasked);
    const isDecorated = (typescript.getDecorators(parameter) ?? []).length > 0;
    if (isDecorated || hasComment(file.text.slice(range.at, range.end))) return obstructed(`${title} has more to it`);
    edits.push({ ...range, text: "" });
  }
  return edited(...edits);
}

function isUsed(typescript: TypeScript, own: WrittenMethod, parameter: ts.ParameterDeclaration): boolean {
  const names = new Set(["arguments", ...boundNames(typescript, parameter.name)]);
  return [own.body, ...own.parameters.filter((it) => it !== parameter)].some(
    (node) => node !== undefined && mentionsOf(typescript, node, names).length > 0,
  );
}

/** A parameter with the comma that goes with it; all that stands in the parentheses where nothing else does. */
function rangeOf(
  own: WrittenMethod,
  parameter: ts.ParameterDeclaration,
  unasked: readonly ts.ParameterDeclaration[],
): { readonly at: number; readonly end: number } {
  const all = own.parameters;
  const index = all.indexOf(parameter);
  const next = all[index + 1];
  if (unasked.length === all.length) {
    // The first takes the space before it and the last that behind it.
    const at = index === 0 ? all.pos : parameter.getFullStart();
    return { at, end: next === undefined ? closingParenthesis(own) : next.getFullStart() };
  }
  if (next !== undefined) return { at: parameter.getStart(), end: next.getStart() };
  return { at: all[index - 1]?.end ?? all.pos, end: parameter.end };
}

/** Where the parentheses of a method's parameters close. */
export function closingParenthesis(own: WrittenMethod): number {
  return own.getSourceFile().text.indexOf(")", own.parameters.end);
}

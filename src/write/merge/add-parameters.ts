import { boundNames } from "./bindings.ts";
import type { WrittenMethod } from "./find-method.ts";
import { edited, fitting, hasComment, obstructed } from "./fit.ts";
import type { Fit, FitContext } from "./fit.ts";
import { mentionsOf } from "./mentions.ts";
import type { ts, TypeScript } from "./open-typescript.ts";
import { closingParenthesis } from "./remove-parameters.ts";

/** Puts in what is given from now on: behind the request, if there is one, and before what the user has added. */
export function addParameters(
  own: WrittenMethod,
  request: ts.ParameterDeclaration | undefined,
  lacking: readonly ts.ParameterDeclaration[],
  context: FitContext,
): Fit {
  if (lacking.length === 0) return fitting;
  const { text } = context.file;
  const taken = lacking.find(({ name }) => isTaken(context.typescript, own, name.getText()));
  if (taken !== undefined) return obstructed(`its code has another ${taken.name.getText()}`);
  if (text[own.parameters.pos - 1] !== "(") return obstructed("it has no parentheses");

  const [next] = own.parameters.slice(request === undefined ? 0 : 1);
  const start = request === undefined ? own.parameters.pos : request.end;
  const end = next === undefined ? closingParenthesis(own) : next.getStart();
  if (hasComment(text.slice(start, end))) return obstructed("there is a comment between its parameters");

  const space = separator(text, request ?? next);
  const added = lacking.map(({ name, type }) => `${name.getText()}: ${context.typeText(type)}`).join(`,${space}`);
  if (request !== undefined) return edited({ at: start, text: `,${space}${added}` });
  return edited(next === undefined ? { at: start, end, text: added } : { at: end, text: `${added},${space}` });
}

function isTaken(typescript: TypeScript, own: WrittenMethod, name: string): boolean {
  const inParameters = own.parameters.some((it) => boundNames(typescript, it.name).includes(name));
  return inParameters || (own.body !== undefined && mentionsOf(typescript, own.body, new Set([name])).length > 0);
}

/** A line break and an indentation where the parameters stand on lines of their own. */
function separator(text: string, parameter: ts.ParameterDeclaration | undefined): string {
  if (parameter === undefined) return " ";
  return /\n[ \t]*$/u.exec(text.slice(0, parameter.getStart()))?.[0] ?? " ";
}

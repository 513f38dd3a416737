import type { Bindings } from "./bindings.ts";
import { addParameters } from "./add-parameters.ts";
import type { WrittenMethod } from "./find-method.ts";
import { fitting, joined, obstructed } from "./fit.ts";
import type { Fit, FitContext } from "./fit.ts";
import { fitType } from "./fit-type.ts";
import { mentionsOf } from "./mentions.ts";
import type { ts, TypeScript } from "./open-typescript.ts";
import { removeParameters } from "./remove-parameters.ts";

/** A method takes a request, the bytes of a body, both or none; what else it takes, nobody gives. */
interface Slots {
  readonly request: ts.ParameterDeclaration | undefined;
  readonly rawBody: ts.ParameterDeclaration | undefined;
  readonly others: readonly ts.ParameterDeclaration[];
}

export function fitParameters(own: WrittenMethod, wanted: ts.MethodDeclaration, context: FitContext): Fit {
  const { typescript, bindings, wantedBindings } = context;
  if (own.parameters.some(({ dotDotDotToken }) => dotDotDotToken !== undefined)) return fitting;
  const present = slotsOf(typescript, own.parameters, bindings);
  const needed = slotsOf(typescript, wanted.parameters, wantedBindings);
  const lacking = [lackingOf(present.request, needed.request), lackingOf(present.rawBody, needed.rawBody)].flat();
  const unasked = [lackingOf(needed.request, present.request), lackingOf(needed.rawBody, present.rawBody)].flat();
  const unknown = present.others.find(isRequired);
  if (unknown !== undefined) return obstructed(`nothing is given for its parameter ${unknown.name.getText()}`);
  if (!keepsOrder(own, { present, needed }, lacking)) return obstructed("its parameters are others");
  const request =
    needed.request?.type !== undefined && present.request?.type !== undefined
      ? fitType(present.request.type, needed.request.type, "taken", context)
      : fitting;
  return joined(
    request,
    removeParameters(own, unasked.filter(isRequired), context),
    addParameters(own, present.request, lacking, context),
  );
}

function lackingOf(
  present: ts.ParameterDeclaration | undefined,
  needed: ts.ParameterDeclaration | undefined,
): readonly ts.ParameterDeclaration[] {
  return present === undefined && needed !== undefined ? [needed] : [];
}

/** Whether what is put in or taken out leaves the others where they are called. */
function keepsOrder(
  own: WrittenMethod,
  { present, needed }: { readonly present: Slots; readonly needed: Slots },
  lacking: readonly ts.ParameterDeclaration[],
): boolean {
  const { request } = present;
  if (lacking.length > 0 && own.parameters.some(({ name }) => name.getText() === "this")) return false;
  if (request === undefined || needed.rawBody === undefined) return true;
  if (needed.request === undefined) return isRequired(request) && lacking.length === 0;
  return lacking.length === 0 || request.questionToken === undefined;
}

function slotsOf(typescript: TypeScript, all: readonly ts.ParameterDeclaration[], bindings: Bindings): Slots {
  const parameters = all.filter(({ name }) => name.getText() !== "this");
  const [first] = parameters;
  const request =
    first !== undefined && !isBytes(first) && mayBeRequest(typescript, first, bindings) ? first : undefined;
  const next = parameters[request === undefined ? 0 : 1];
  const rawBody = next !== undefined && isBytes(next) ? next : undefined;
  return { request, rawBody, others: parameters.filter((it) => it !== request && it !== rawBody) };
}

function isBytes({ type }: ts.ParameterDeclaration): boolean {
  return /^(?:Buffer|Uint8Array)$/u.test(type?.getText() ?? "");
}

/** A first parameter that need not be given, of a base type or of none, is the user's own. */
function mayBeRequest(typescript: TypeScript, parameter: ts.ParameterDeclaration, bindings: Bindings): boolean {
  if (isRequired(parameter)) return true;
  const { type, initializer } = parameter;
  if (type !== undefined) {
    return mentionsOf(typescript, type, new Set([...bindings.generated.keys(), ...bindings.others])).length > 0;
  }
  return initializer !== undefined && !typescript.isLiteralExpression(initializer) && !isFlag(typescript, initializer);
}

function isFlag(typescript: TypeScript, { kind }: ts.Expression): boolean {
  return kind === typescript.SyntaxKind.TrueKeyword || kind === typescript.SyntaxKind.FalseKeyword;
}

function isRequired({ questionToken, initializer }: ts.ParameterDeclaration): boolean {
  return questionToken === undefined && initializer === undefined;
}

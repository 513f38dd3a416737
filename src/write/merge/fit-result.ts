import type { WrittenMethod } from "./find-method.ts";
import { fitting, obstructed } from "./fit.ts";
import type { Fit, FitContext } from "./fit.ts";
import { fitType } from "./fit-type.ts";
import type { ts, TypeScript } from "./open-typescript.ts";

const streams = /^(?:AsyncGenerator|AsyncIterable|AsyncIterableIterator)$/u;

/** What has to be done to the type of a method's result. */
export function fitResult(own: WrittenMethod, wanted: ts.MethodDeclaration, context: FitContext): Fit {
  const { typescript } = context;
  const isStream = wanted.asteriskToken !== undefined;
  if (own.type === undefined) return fitUntyped(own, isStream, typescript);
  const answer = wanted.type === undefined ? undefined : carrierOf(typescript, wanted.type)?.answer;
  if (answer === undefined) return fitting;
  const carrier = carrierOf(typescript, own.type);
  if (carrier === undefined) return fitUncarried(own.type, answer, isStream, context);
  if (streams.test(carrier.name) !== isStream) return obstructed(isStream ? "it is no generator" : "it is a generator");
  const isUnread = answer.kind === typescript.SyntaxKind.VoidKeyword;
  return isUnread ? fitVoid(own, carrier.answer, answer, context) : fitType(carrier.answer, answer, "given", context);
}

/** Without a promise it may be an answer that is there at once, or the user's own name for a promise or a generator. */
function fitUncarried(own: ts.TypeNode, wanted: ts.TypeNode, isStream: boolean, context: FitContext): Fit {
  if (wanted.kind === context.typescript.SyntaxKind.VoidKeyword) {
    return context.isGone(own) ? obstructed("its body gives an answer") : fitting;
  }
  const { edits, obstacle } = fitType(own, wanted, "given", context);
  return isStream && edits.length > 0 ? obstructed("it is no generator") : { edits, obstacle };
}

/** What is inferred from the body is for the compiler to see, but for what a generator is. */
function fitUntyped(own: WrittenMethod, isStream: boolean, typescript: TypeScript): Fit {
  const isGenerator = own.asteriskToken !== undefined;
  if (isGenerator && !isStream) return obstructed("it is a generator");
  const isAsync = own.modifiers?.some(({ kind }) => kind === typescript.SyntaxKind.AsyncKeyword) === true;
  return isStream && isAsync && !isGenerator ? obstructed("it is no generator") : fitting;
}

/** The `LoginResp` of `Promise<LoginResp>`. */
function carrierOf(
  typescript: TypeScript,
  type: ts.TypeNode,
): { readonly name: string; readonly answer: ts.TypeNode } | undefined {
  if (!typescript.isTypeReferenceNode(type)) return undefined;
  const name = type.typeName.getText();
  const [answer] = type.typeArguments ?? [];
  const isCarrier = name === "Promise" || name === "PromiseLike" || streams.test(name);
  return isCarrier && answer !== undefined ? { name, answer } : undefined;
}

/** An answer that nobody wants is left unread, as long as its type is there. */
function fitVoid(own: WrittenMethod, type: ts.TypeNode, wanted: ts.TypeNode, context: FitContext): Fit {
  const fit = fitType(type, wanted, "given", context);
  const isReturned = own.body === undefined || returnsValue(context.typescript, own.body);
  if (!isReturned) return fit;
  return context.isGone(type) ? obstructed("its body gives an answer") : fitting;
}

function returnsValue(typescript: TypeScript, body: ts.ConciseBody): boolean {
  if (!typescript.isBlock(body)) return true;
  let isFound = false;
  const visit = (node: ts.Node): void => {
    if (typescript.isReturnStatement(node) && node.expression !== undefined) isFound = true;
    // A function inside returns to somebody else.
    if (!typescript.isFunctionLike(node) && !typescript.isClassLike(node)) typescript.forEachChild(node, visit);
  };
  typescript.forEachChild(body, visit);
  return isFound;
}

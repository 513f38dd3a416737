import { edited, fitting, hasComment, obstructed } from "./fit.ts";
import type { Fit, FitContext } from "./fit.ts";
import type { ts } from "./open-typescript.ts";
import { typeShape, withoutWrapper } from "./type-shape.ts";
import type { TypeShape } from "./type-shape.ts";

/** Whether what is given is `taken` by a type, or what is taken is `given` by it. */
export type Direction = "taken" | "given";

/**
 * Replaces a type by another where it is made of the contract's types and of base types, and says something else. A type of the
 * user's own may fit, which the compiler sees, as long as it mentions nothing that is gone.
 */
export function fitType(own: ts.TypeNode, wanted: ts.TypeNode, direction: Direction, context: FitContext): Fit {
  const { typescript } = context;
  const shape = typeShape(typescript, own, context.bindings);
  const model = typeShape(typescript, wanted, context.wantedBindings);
  if (fits(shape, model, direction)) return fitting;
  if (!shape.isPlain) return shape.mentionsGone ? obstructed(`the type ${plain(own)} is more than a name`) : fitting;
  const inner = withoutWrapper(typescript, own);
  if (hasComment(inner.getText())) return obstructed(`there is a comment in the type ${plain(own)}`);
  return edited({ at: inner.getStart(), end: inner.end, text: context.typeText(wanted, shape.namespace) });
}

function fits(own: TypeShape, wanted: TypeShape, direction: Direction): boolean {
  // An import of the name itself can be led to another file; a member of a namespace cannot.
  if (own.text === wanted.text) return own.namespace === undefined || !own.mentionsGone;
  const [wide, narrow] = direction === "taken" ? [own, wanted] : [wanted, own];
  if (wide.text === "unknown" || wide.text === "any" || narrow.text === "any") return true;
  return narrow.members.every((member) => wide.members.includes(member));
}

function plain(node: ts.Node): string {
  return node.getText().replaceAll(/\s+/gu, " ");
}

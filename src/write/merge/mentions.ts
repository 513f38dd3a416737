import type { ts, TypeScript } from "./open-typescript.ts";

/** Where a name is used below a node, other than as the name of a property or of a member. */
export function mentionsOf(
  typescript: TypeScript,
  node: ts.Node,
  names: ReadonlySet<string>,
): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (at: ts.Node): void => {
    if (typescript.isIdentifier(at) && names.has(at.text) && !isMemberName(typescript, at)) found.push(at);
    typescript.forEachChild(at, visit);
  };
  visit(node);
  return found;
}

function isMemberName(typescript: TypeScript, identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  if (typescript.isPropertyAccessExpression(parent)) return parent.name === identifier;
  if (typescript.isQualifiedName(parent)) return parent.right === identifier;
  if (typescript.isBindingElement(parent)) return parent.propertyName === identifier;
  const isMember =
    typescript.isPropertyAssignment(parent) ||
    typescript.isClassElement(parent) ||
    typescript.isTypeElement(parent) ||
    typescript.isEnumMember(parent);
  return isMember && parent.name === identifier;
}

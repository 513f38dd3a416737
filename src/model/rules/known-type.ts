import type { TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../text/nearest-name.ts";
import type { Span } from "../../text/span.ts";
import { isBaseType, primitiveNames, typeParts } from "../api-type.ts";
import type { Contract } from "../contract.ts";

/** Guessing what was meant compares with every type; after so many wrong names it helps nobody. */
const guessLimit = 20;

/** Each type that is used is declared. */
export function knownType(contract: Contract): readonly Diagnostic[] {
  const declared = new Set(contract.declarations.map((declaration) => declaration.name.text));
  const unknown = usedTypes(contract).filter((type) => !isKnown(type, declared, contract.complete));
  return unknown.map((type, index) => {
    if (type.kind === "member") return diagnose("API2015", type.span, { name: type.name });
    const guess = index < guessLimit ? nearestName(type.name, [...declared, ...primitiveNames, "any"]) : undefined;
    const details = guess === undefined ? {} : { help: `did you mean ${guess}?` };
    return diagnose("API2002", type.span, { name: type.name }, details);
  });
}

interface UsedType {
  readonly kind: "name" | "member";
  readonly name: string;
  readonly span: Span;
}

function usedTypes({ allStructs, routes }: Contract): readonly UsedType[] {
  const members = allStructs.flatMap((struct) => struct.members);
  const embedded = members.flatMap((member): readonly UsedType[] =>
    member.kind === "embedded" ? [{ kind: "name", name: member.name.text, span: member.name.span }] : [],
  );
  const fields = members.flatMap((member) => (member.kind === "field" ? namesIn(member.type) : []));
  const bodies = routes.flatMap(({ node }) => [node.request?.type, node.response?.type]);
  return [...embedded, ...fields, ...bodies.flatMap((type) => (type === undefined ? [] : namesIn(type)))];
}

function namesIn(type: TypeNode): readonly UsedType[] {
  return typeParts(type).filter((part) => part.kind === "name" || part.kind === "member");
}

function isKnown(type: UsedType, declared: ReadonlySet<string>, complete: boolean): boolean {
  if (type.kind === "member") return type.name === "time.Time";
  return !complete || isBaseType(type.name) || declared.has(type.name);
}

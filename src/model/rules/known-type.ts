import type { StructNode, TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { DiagnosticDetails } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../text/nearest-name.ts";
import type { Span } from "../../text/span.ts";
import { isBaseType, primitiveNames, typeParts } from "../api-type.ts";
import type { Contract } from "../contract.ts";
import { fileTypeName } from "../file-type.ts";
import { writtenTypes } from "../written-types.ts";

/** Guessing what was meant compares with every type; after so many wrong names it helps nobody. */
const guessLimit = 20;

/** Further uses that are listed with the first. */
const placeLimit = 5;

/** Each type that is used is declared; a name that is not is told once, where it stands first. */
export function knownType(contract: Contract): readonly Diagnostic[] {
  const declared = new Set(contract.declarations.map((declaration) => declaration.name.text));
  const unknown = usedTypes(contract).filter((type) => !isKnown(type, declared, contract));
  const candidates = [...declared, ...primitiveNames, "any"];
  return byName(unknown).flatMap((uses, index) => tell(uses, index < guessLimit ? candidates : []));
}

function byName(types: readonly UsedType[]): readonly (readonly UsedType[])[] {
  const uses = new Map<string, UsedType[]>();
  for (const type of types) {
    const others = uses.get(type.name);
    if (others === undefined) uses.set(type.name, [type]);
    else others.push(type);
  }
  return [...uses.values()];
}

function tell([first, ...others]: readonly UsedType[], candidates: readonly string[]): readonly Diagnostic[] {
  if (first === undefined) return [];
  const related = others.slice(0, placeLimit).map(({ span }) => ({ message: "used here, too", span }));
  if (first.kind === "member") return [diagnose("API2015", first.span, { name: first.name }, { related })];
  const guess = otherLanguages.get(first.name) ?? nearestName(first.name, candidates);
  const details: DiagnosticDetails = guess === undefined ? { related } : { related, help: `did you mean ${guess}?` };
  return [diagnose("API2002", first.span, { name: first.name }, details)];
}

/** What types of other languages are called here. */
const otherLanguages: ReadonlyMap<string, string> = new Map([
  ["number", "int64"],
  ["boolean", "bool"],
  ["integer", "int"],
  ["long", "int64"],
  ["float", "float64"],
  ["double", "float64"],
  ["str", "string"],
  ["object", "map[string]any"],
  ["Date", "time.Time"],
  ["datetime", "time.Time"],
]);

interface UsedType {
  readonly kind: "name" | "member";
  readonly name: string;
  readonly span: Span;
}

function usedTypes(contract: Contract): readonly UsedType[] {
  return [...contract.allStructs.flatMap(embeddedIn), ...writtenTypes(contract).flatMap(namesIn)];
}

function embeddedIn({ members }: StructNode): readonly UsedType[] {
  return members.flatMap((member, index): readonly UsedType[] => {
    if (member.kind === "field") return [];
    // `X` with `int` on the next line is a field torn apart, which `embeddedStruct` tells.
    const next = members[index + 1];
    if (next?.kind === "embedded" && isBaseType(next.name.text)) return [];
    return [{ kind: "name", name: member.name.text, span: member.name.span }];
  });
}

function namesIn(type: TypeNode): readonly UsedType[] {
  return typeParts(type).filter((part) => part.kind === "name" || part.kind === "member");
}

function isKnown(type: UsedType, declared: ReadonlySet<string>, contract: Contract): boolean {
  if (type.kind === "member") return type.name === "time.Time";
  const isBuiltIn = isBaseType(type.name) || type.name === fileTypeName;
  const mayBeElsewhere = !contract.knowsAllTypes && !contract.wholeFiles.has(type.span.source);
  return mayBeElsewhere || isBuiltIn || declared.has(type.name);
}

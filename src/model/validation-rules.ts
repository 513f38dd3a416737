import type { StructNode, TypeNode } from "../api/ast.ts";
import { primitiveOf } from "./api-type.ts";
import type { Contract, ReadField } from "./contract.ts";
import { fieldNamed } from "./flat-fields.ts";
import { knownValidationRules } from "./known-validation-rules.ts";
import type { KnownRule, RuleSubject } from "./known-validation-rules.ts";
import { unaliased } from "./unaliased.ts";

/** The rules of a field's `validate` tag, or of its `binding` tag, as gin calls it. */
export interface ValidationRules {
  /** Those that can be checked, in order, fields named as on the wire; rules within one `|` are one text. */
  readonly rules: readonly string[];
  readonly problems: readonly RuleProblem[];
}

/** A rule that cannot be checked. */
interface RuleProblem {
  readonly rule: string;
  /** Such as `expected a number behind min=`. */
  readonly reason: string;
  /** A name that the struct has no field of. */
  readonly missing: string | undefined;
}

export function validationRules(contract: Contract, struct: StructNode, field: ReadField): ValidationRules {
  const { tag, node } = field;
  const place: Place = { contract, wireNameOf: (goName) => wireName(goName, field, contract, struct) };
  const text = tag.other.find(({ key }) => key === "validate" || key === "binding")?.value ?? "";
  const parts = text.split(",").filter((part) => part !== "");
  const subjects = subjectsOf(parts, node.type, contract);
  const read = parts.map((part, index) => readPart(part, subjects[index], place));
  // What stands behind a dive that is none has nothing to look at.
  const failed = read.findIndex(({ part, problem }) => part === "dive" && problem !== undefined);
  const seen = failed < 0 ? read : read.slice(0, failed + 1);
  return {
    rules: seen.flatMap((rule) => (rule.problem === undefined ? rule.text : [])),
    problems: seen.flatMap(({ part, problem, missing }) =>
      problem === undefined ? [] : [{ rule: part, reason: problem, missing }],
    ),
  };
}

/** What a part of a tag looks at: a value of a type, or the keys of a map; undefined if there is nothing. */
type Subject = TypeNode | "key" | undefined;

function subjectsOf(parts: readonly string[], type: TypeNode, contract: Contract): readonly Subject[] {
  let subject: Subject = type;
  let ofValues: Subject;
  return parts.map((part) => {
    const seen = subject;
    if (part === "dive") subject = elementOf(contract, seen);
    else if (part === "keys") [ofValues, subject] = [seen, "key"];
    else if (part === "endkeys") subject = ofValues;
    return seen;
  });
}

interface Place {
  readonly contract: Contract;
  /** Undefined if the struct has no field of this name. */
  readonly wireNameOf: (goName: string) => string | undefined;
}

/** The name on the wire of a field that comes from the same part of a request; headers are known by theirs in lower case. */
function wireName(goName: string, { tag }: ReadField, contract: Contract, struct: StructNode): string | undefined {
  const bindings = fieldNamed(contract, struct, goName)?.tag.bindings ?? [];
  const shared = bindings.find(({ source }) => tag.bindings.some((own) => own.source === source));
  return shared?.source === "header" ? shared.name.toLowerCase() : shared?.name;
}

interface ReadPart {
  readonly part: string;
  readonly text: string;
  readonly problem: string | undefined;
  readonly missing: string | undefined;
}

function good(part: string, text: string): ReadPart {
  return { part, text, problem: undefined, missing: undefined };
}

function wrong(part: string, problem: string): ReadPart {
  return { part, text: part, problem, missing: undefined };
}

/** Rules with `|` between them are one: a value has to keep one of them. */
function readPart(part: string, subject: Subject, place: Place): ReadPart {
  const rules = part.split("|").map((rule) => readRule(rule, subject, place));
  const problem = rules.find((rule) => rule.problem !== undefined);
  if (problem !== undefined) return { ...problem, part };
  return good(part, rules.map(({ text }) => text).join("|"));
}

function readRule(text: string, subject: Subject, place: Place): ReadPart {
  const [name = "", ...rest] = text.split("=");
  const parameter = rest.join("=");
  const known = knownValidationRules.get(name);
  if (known === undefined) {
    return /^\w+$/.test(name) ? good(text, text) : wrong(text, "it is not the name of a rule");
  }
  if (!isSubject(known.subject, subject, place.contract)) return wrong(text, `${name} is for ${known.subject}`);
  // A time is compared with now, by rules that have nothing behind them.
  const isTime = kindOf(subject, place.contract) === "time";
  if (isTime && known.parameter === "a number") {
    return text === name
      ? good(text, text)
      : wrong(text, `expected nothing behind ${name}, as a time is compared with now`);
  }
  if (known.parameter === "a number" && !/^-?\d+(?:\.\d+)?$/.test(parameter)) {
    return wrong(text, `expected a number behind ${name}=`);
  }
  return name === "unique" && parameter !== ""
    ? uniqueBy(parameter, subject, place)
    : withWireNames(text, parameter, known, place);
}

/** The items of a list of structs are told apart by a field of theirs. */
function uniqueBy(goName: string, subject: Subject, { contract }: Place): ReadPart {
  const element = elementOf(contract, subject);
  const type = element === undefined ? undefined : withoutPointers(contract, element);
  const struct = type?.kind === "name" ? contract.structs.get(type.name) : type;
  const field = struct?.kind === "struct" ? fieldNamed(contract, struct, goName) : undefined;
  const name = field?.tag.bindings.find(isJson)?.name;
  const text = `unique=${goName}`;
  return name === undefined ? wrong(text, `there is no field ${goName} in its items`) : good(text, `unique=${name}`);
}

function isJson({ source }: ReadField["tag"]["bindings"][number]): boolean {
  return source === "json";
}

/** With the names on the wire in place of Go's names of fields. */
function withWireNames(text: string, parameter: string, known: KnownRule, { wireNameOf }: Place): ReadPart {
  if (!known.parameter.includes("field")) return good(text, text);
  // A value with blanks in it stands in single quotes.
  const words = parameter.match(/'[^']*'|\S+/g) ?? [];
  const isOdd = known.parameter.startsWith("pairs") && words.length % 2 !== 0;
  const name = text.slice(0, text.length - parameter.length).replace(/=$/, "");
  if (parameter === "" || isOdd) return wrong(text, `expected ${known.parameter} behind ${name}=`);
  const missing = words.find((word, index) => isName(known, index) && wireNameOf(word) === undefined);
  if (missing !== undefined) return { ...wrong(text, `there is no field ${missing} beside it`), missing };
  const named = words.map((word, index) => (isName(known, index) ? (wireNameOf(word) ?? word) : word));
  return good(text, `${name}=${named.join(" ")}`);
}

/** Whether the word at this place of a parameter names a field. */
function isName({ parameter }: KnownRule, index: number): boolean {
  switch (parameter) {
    case "nothing":
    case "a number":
    case "a text":
      return false;
    case "the name of a field":
      return index === 0;
    case "names of fields":
      return true;
    case "pairs of a field and a value":
      return index % 2 === 0;
  }
}

/** Whether a rule can look at values of this type. */
function isSubject(wanted: RuleSubject, subject: Subject, contract: Contract): boolean {
  const kind = kindOf(subject, contract);
  if (kind === "anything") return wanted !== "lists and maps";
  switch (wanted) {
    case "any value":
      return true;
    case "texts":
      return kind === "text";
    case "lists and maps":
      return kind === "list";
    case "texts, numbers, lists and maps":
      return kind !== "other" && kind !== "time";
    case "texts, numbers, lists, maps and times":
      return kind !== "other";
  }
}

function kindOf(subject: Subject, contract: Contract): "text" | "number" | "list" | "time" | "anything" | "other" {
  if (subject === undefined) return "other";
  if (subject === "key") return "text";
  const type = withoutPointers(contract, subject);
  if (type.kind === "array" || type.kind === "map") return "list";
  if (type.kind === "interface" || (type.kind === "name" && type.name === "any")) return "anything";
  if (type.kind === "member") return type.name === "time.Time" ? "time" : "anything";
  return type.kind === "name" ? kindOfPrimitive(type.name) : "other";
}

function kindOfPrimitive(name: string): "text" | "number" | "other" {
  const primitive = primitiveOf(name) ?? "bool";
  if (primitive === "string") return "text";
  return primitive === "bool" ? "other" : "number";
}

function withoutPointers(contract: Contract, written: TypeNode): TypeNode {
  const type = unaliased(contract, written);
  return type.kind === "pointer" ? withoutPointers(contract, type.target) : type;
}

function elementOf(contract: Contract, subject: Subject): TypeNode | undefined {
  if (subject === undefined || subject === "key") return undefined;
  const type = withoutPointers(contract, subject);
  if (type.kind === "array") return type.element;
  return type.kind === "map" ? type.value : undefined;
}

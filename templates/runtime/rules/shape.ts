import { isZeroTime } from "./instant.ts";

/** What a value of the contract is, as far as the rules of its `validate` tag depend on it. */
export interface Shape {
  readonly kind: "text" | "number" | "flag" | "time" | "bytes" | "list" | "map" | "object" | "anything";
  /** Of numbers: those of Go's float types. */
  readonly isFloat?: boolean;
  /** A Go pointer, or a value that may be anything: not given and zero are two things. */
  readonly isPointer: boolean;
  /** The parts of the tag, such as `["required", "min=3"]`; names of fields stand for properties. */
  readonly rules: readonly string[];
  /** Of a list or a map. */
  readonly element?: Shape;
  /** Of an object, by property; a type may mean itself, so that they are not known before they are asked for. */
  readonly members?: () => ReadonlyMap<string, Shape>;
}

/** What a rule looks at. */
export interface Subject {
  /** Undefined and null are what Go calls nil; an absent value that has no nil is its zero value. */
  readonly value: unknown;
  readonly shape: Shape;
  /** Another property of the same object. */
  readonly sibling: (property: string) => Subject | undefined;
}

/** Whether a value keeps a rule. */
export type Check = (subject: Subject) => boolean;

/** A rule with its parameter: what it checks, and what a value that breaks it has to hear. */
export interface Rule {
  readonly check: Check;
  readonly message: (subject: Subject) => string;
}

/** Makes the rule of a name from what stands behind its `=`. */
export type RuleMaker = (parameter: string) => Rule;

/** The same subject, what may be anything being what it is. */
export function knownSubject(subject: Subject): Subject {
  const { shape, value } = subject;
  if (shape.kind !== "anything" || isNil(subject)) return subject;
  return { ...subject, shape: { ...shape, ...shapeOfValue(value) } };
}

const anything: Shape = { kind: "anything", isPointer: true, rules: [] };

function shapeOfValue(value: unknown): Pick<Shape, "kind" | "isFloat" | "element"> {
  if (typeof value === "string") return { kind: "text" };
  if (typeof value === "boolean") return { kind: "flag" };
  if (typeof value === "number" || typeof value === "bigint") return { kind: "number", isFloat: true };
  return { kind: Array.isArray(value) ? "list" : "map", element: anything };
}

export function isNil({ value }: Pick<Subject, "value">): boolean {
  return value === undefined || value === null;
}

/** Whether there is a value, in the sense of `required` and `omitempty`: an empty list is one, an empty text is none. */
export function hasValue({ value, shape }: Pick<Subject, "value" | "shape">): boolean {
  if (isNil({ value })) return false;
  if (shape.isPointer) return true;
  switch (shape.kind) {
    case "text":
      return value !== "";
    case "number":
      // A 64-bit integer may be a text of digits.
      return Number(value) !== 0;
    case "flag":
      return value !== false;
    case "time":
      return !isZeroTime(value);
    case "object":
      return hasMembers(value, shape);
    case "bytes":
    case "list":
    case "map":
    case "anything":
      return true;
  }
}

/** A struct is its zero value if all that it has are zero values. */
function hasMembers(value: unknown, { members }: Shape): boolean {
  if (typeof value !== "object" || value === null) return true;
  return [...(members?.() ?? [])].some(([name, member]) =>
    hasValue({ value: Reflect.get(value, name), shape: member }),
  );
}

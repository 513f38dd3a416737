import { jsonText } from "../binding/json-text.ts";
import { instantOf } from "./instant.ts";
import { isNil } from "./shape.ts";
import type { Shape } from "./shape.ts";
import { valueText } from "./size-rules.ts";

/**
 * A text that two values have in common exactly if they are one key of a map in Go, where what is absent is the zero value and times
 * are the same only in the same zone. A pointer in a struct is the same as no other: `place` is what tells its item from the others.
 */
export function identity(value: unknown, shape: Shape, place: string): string {
  if (isNil({ value }) && shape.isPointer) return "null";
  if (shape.kind === "object") return objectIdentity(Object(value), shape, place);
  if (shape.kind === "time") return `${instantOf(value)} ${zoneOf(value)}`;
  const isScalar = shape.kind === "text" || shape.kind === "number" || shape.kind === "flag";
  return isScalar ? JSON.stringify(valueText({ value, shape })) : jsonText(value);
}

function objectIdentity(value: object, { members }: Shape, place: string): string {
  const identities = [...(members?.() ?? [])].map(([name, member]) => {
    const inner: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
    return member.isPointer && member.kind !== "anything" && !isNil({ value: inner })
      ? place
      : identity(inner, member, place);
  });
  return `{${identities.join(",")}}`;
}

function zoneOf(value: unknown): string {
  return /(?:[-+]\d\d:\d\d|Z)$/i.exec(typeof value === "string" ? value : "Z")?.[0].toUpperCase() ?? "";
}

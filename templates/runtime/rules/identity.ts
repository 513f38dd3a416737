import { jsonText } from "../binding/json-text.ts";
import { instantOf } from "./instant.ts";
import { isNil } from "./shape.ts";
import type { Shape } from "./shape.ts";
import { numberOf } from "./size-rules.ts";

/**
 * A text that two values have in common exactly if they are one key of a map in Go, where what is absent is the zero value and times
 * are the same only in the same zone. A pointer in a struct is the same as no other: `place` is what tells its item from the others.
 */
export function identity(value: unknown, shape: Shape, place: string): string {
  if (isNil({ value }) && shape.isPointer) return "null";
  switch (shape.kind) {
    case "number":
      return String(numberOf(value));
    case "flag":
      return String(value === true);
    case "time":
      return `${instantOf(value)} ${zoneOf(value)}`;
    case "object":
      return objectIdentity(Object(value), shape, place);
    case "text":
      return JSON.stringify(value ?? "");
    case "bytes":
    case "list":
    case "map":
    case "anything":
      return jsonText(value ?? null);
  }
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

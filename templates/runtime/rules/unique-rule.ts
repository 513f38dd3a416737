import { identity } from "./identity.ts";
import { itemsOf } from "./items.ts";
import type { RuleMaker, Shape, Subject } from "./shape.ts";

/** `unique`, and `unique=name` for lists of objects that are told apart by one of their properties. */
export const uniqueRule: RuleMaker = (property) => ({
  check: (subject) => {
    const identities = Object.entries(itemsOf(subject)).map(([place, item]) =>
      identity(property === "" ? item : memberOf(item, property), shapeOfItems(subject, property), place),
    );
    return new Set(identities).size === identities.length;
  },
  message: () => (property === "" ? "must not have the same item twice" : `must not have the same ${property} twice`),
});

const anything: Shape = { kind: "anything", isPointer: true, rules: [] };

function shapeOfItems({ shape: { element = anything } }: Subject, property: string): Shape {
  return property === "" ? element : (element.members?.().get(property) ?? anything);
}

function memberOf(item: unknown, property: string): unknown {
  return typeof item === "object" && item !== null && Object.hasOwn(item, property)
    ? Reflect.get(item, property)
    : undefined;
}

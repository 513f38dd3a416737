import type { Subject } from "./shape.ts";

/** What is in a list or a map, or the numbers that bytes are; nothing where there is none. */
export function itemsOf({ value, shape }: Pick<Subject, "value" | "shape">): object {
  if (shape.kind === "bytes") return [...Buffer.from(typeof value === "string" ? value : "", "base64")];
  return typeof value === "object" && value !== null ? value : [];
}

export function itemCount(subject: Pick<Subject, "value" | "shape">): number {
  return Object.keys(itemsOf(subject)).length;
}

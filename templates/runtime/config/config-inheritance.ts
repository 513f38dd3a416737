import { z } from "zod";
import { marksOf, writtenSchema } from "./schema-marks.ts";

type Section = Record<string, unknown>;

/** Gives each section the inherited keys that it leaves out, from the nearest section around it that has them. */
export function inheritValues(value: unknown, schema: z.core.$ZodType, around: readonly Section[] = []): void {
  const written = writtenSchema(schema);
  if (Array.isArray(value) && written instanceof z.ZodArray) {
    for (const item of value) inheritValues(item, written.element, around);
  }
  if (!isSection(value) || !(written instanceof z.ZodObject)) return;

  for (const [name, member] of Object.entries<z.core.$ZodType>(written.shape)) {
    const source = around.find((section) => section[name] !== undefined);
    if (value[name] === undefined && source !== undefined && marksOf(member).inherited) value[name] = source[name];
    inheritValues(value[name], member, [value, ...around]);
  }
}

function isSection(value: unknown): value is Section {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

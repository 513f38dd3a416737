import type { JsonSchema, ResolveSchema } from "../binding/json-schema.ts";
import { isFull, startReading, violate } from "../binding/reading.ts";
import type { Reading } from "../binding/reading.ts";
import type { ValueCheck } from "../binding/value-reader.ts";
import { compileRules } from "./compile-rules.ts";
import type { BrokenRule, OwnRuleMaker } from "./compile-rules.ts";
import { hasRules, schemaShape } from "./schema-shape.ts";

/** Makes the check of what is read by a schema from the rules that stand in it; undefined if there are none. */
export function rulesCheck(schema: JsonSchema, resolve: ResolveSchema, own: OwnRuleMaker): ValueCheck | undefined {
  if (!hasRules(schema, resolve)) return undefined;
  const shape = schemaShape(schema, resolve);
  // The elements of a body that is a list have rules of their own; nobody could write `dive` for them.
  const rules = shape.kind === "list" || shape.kind === "map" ? ["dive"] : shape.rules;
  const check = compileRules({ ...shape, rules }, own);
  return (value, reading) => {
    for (const broken of check(value)) note(broken, reading);
  };
}

/** A value that could not be read has been told of already. */
function note({ path, code, message }: BrokenRule, reading: Reading): void {
  if (isFull(reading)) return;
  const at = startReading(reading.part);
  at.path.push(...path);
  violate(at, code, message);
  const [violation] = at.violations;
  if (violation === undefined) return;
  const isTold = reading.violations.some(
    ({ pointer }) => violation.pointer === pointer || violation.pointer.startsWith(`${pointer}/`),
  );
  if (!isTold) reading.violations.push(violation);
}

import type { FastifyInstance } from "fastify";
import { isFull, startReading, violate } from "../binding/reading.ts";
import type { Reading } from "../binding/reading.ts";
import { compileRules } from "./compile-rules.ts";
import type { BrokenRule, OwnRuleMaker } from "./compile-rules.ts";
import type { OwnRule } from "./own-rule.ts";
import { hasRules, schemaShape } from "./schema-shape.ts";
import type { Subject } from "./shape.ts";

/**
 * Holds requests to the rules of the contract's `validate` tags. `own` has those that are the project's own, by their names.
 * `Validate: false` in the settings leaves all of them out, as goctl does.
 */
export function validateRequests<Name extends string = never>(
  server: FastifyInstance,
  own: Readonly<Record<Name, OwnRule>>,
): void {
  if (!server.restConf.validate) return;
  server.requestCheck = (schema, resolve) => {
    if (!hasRules(schema, resolve)) return undefined;
    const shape = schemaShape(schema, resolve);
    // The elements of a body that is a list have rules of their own; nobody could write `dive` for them.
    const rules = shape.kind === "list" || shape.kind === "map" ? ["dive"] : shape.rules;
    const check = compileRules({ ...shape, rules }, ownRuleMaker(own));
    return (value, reading) => {
      for (const broken of check(value)) note(broken, reading);
    };
  };
}

function ownRuleMaker(own: Readonly<Partial<Record<string, OwnRule>>>): OwnRuleMaker {
  return (name) => {
    if (own[name] === undefined) return undefined;
    return (parameter) => {
      const words = ({ value }: Subject): string | undefined => own[name]?.(value, parameter);
      return { check: (subject) => words(subject) === undefined, message: (subject) => words(subject) ?? "" };
    };
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

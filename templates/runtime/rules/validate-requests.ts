import type { FastifyInstance } from "fastify";
import type { OwnRuleMaker } from "./compile-rules.ts";
import type { OwnRule } from "./own-rule.ts";
import { rulesCheck } from "./rules-check.ts";
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
  server.requestCheck = (schema, resolve) => rulesCheck(schema, resolve, ownRuleMaker(own));
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

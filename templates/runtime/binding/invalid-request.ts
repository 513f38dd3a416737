import type { Violation } from "./violation.ts";

/** A request does not have what its route needs; the answer is 400 with everything that is wrong. */
export class InvalidRequest extends Error {
  override readonly name = "InvalidRequest";
  readonly violations: readonly Violation[];
  /** Undefined where the violations say it all. */
  readonly detail: string | undefined;

  constructor(violations: readonly Violation[], detail: string | undefined) {
    super("the request does not have what its route needs");
    this.violations = violations;
    this.detail = detail;
  }
}

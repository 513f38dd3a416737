/** One thing that is wrong with a request. */
export interface Violation {
  readonly in: RequestPart;
  /** The field's name on the wire; empty when the whole part is meant. */
  readonly name: string;
  /** Where in its part of the request the value stands (RFC 6901). */
  readonly pointer: string;
  /** What is wrong, or the rule of a `validate` tag that was broken. */
  readonly code: ViolationCode | (string & {});
  readonly message: string;
}

export type RequestPart = "path" | "query" | "header" | "body";

export type ViolationCode =
  | "required"
  | "type"
  /** Not one of `options=`. */
  | "options"
  /** Outside `range=`. */
  | "range"
  /** Outside the values of its number type. */
  | "overflow"
  /** `optional=other` */
  | "both_or_neither"
  /** `optional=!other` */
  | "exactly_one"
  /** A part that cannot be read at all. */
  | "syntax"
  | "depth";

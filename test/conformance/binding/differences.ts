/** Where a service answers otherwise than the case asks, on purpose; an entry that no longer differs fails the test. */
export interface Difference {
  readonly reason: string;
  /** The status that is right. Undefined where only the body differs. */
  readonly status?: number;
  readonly cases: readonly string[];
}

export const differences: readonly Difference[] = [
  // Routing
  { reason: "an encoded slash is data (RFC 3986)", status: 200, cases: ["path-str-encoded-slash"] },
  { reason: "what is no UTF-8 is refused, as it could be no text", status: 400, cases: ["path-str-invalid-utf8"] },
  {
    reason: "Node's HTTP parser refuses a URL that is not ASCII, and has no option to take it",
    status: 400,
    cases: ["path-str-raw-utf8"],
  },
  { reason: "Node closes the connection of a CONNECT that nobody listens to", status: 0, cases: ["connect"] },
  { reason: "no route of a contract is meant by a star", status: 404, cases: ["options-star"] },

  // Values
  {
    reason: "a number is decimal: infinity could not be answered, and hexadecimal floats are Go's own",
    status: 400,
    cases: ["path-f64-infinity", "path-f64-0x1p4", "form-f64-0x1p-2"],
  },
  { reason: "a required list is never nil", cases: ["strs-all-null", "structs-all-null"] },
  { reason: "the types that end in +json are JSON, too", status: 200, cases: ["ct-problem"] },
  { reason: "a fixed array takes exactly as many elements as it has", status: 200, cases: ["arr-three"] },
  {
    reason: "a field without a tag is a field of the body, as in Go's own JSON",
    status: 200,
    cases: ["notag-query-too", "notagall-body-only"],
  },

  // Bodies that are encoded
  {
    reason: "the names of encodings are the same in any case, and without a body there is nothing to decode",
    status: 200,
    cases: ["gzip-upper", "gzip-empty-body-get"],
  },

  // What is refused when a service is generated; these were sent to the service of the edited contract.
  { reason: "a range of a text", status: 200, cases: ["form-range-on-string-number", "form-range-on-string-word"] },
  { reason: "a range with no value in it", status: 404, cases: ["rangebad-missing"] },
  { reason: "a default of another type", status: 404, cases: ["defbad-missing", "defbad-given"] },
];

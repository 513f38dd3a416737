/** Where a service answers to a token otherwise than go-zero 1.10.3, on purpose. A case that no longer differs fails the test. */
export const differences: readonly {
  readonly reason: string;
  readonly status: number;
  readonly cases: readonly string[];
}[] = [
  {
    reason: "a payload is a JSON object, and nothing behind it",
    status: 401,
    cases: ["payload-null", "payload-trailing"],
  },
  {
    reason: "a transition takes the current secret, too, which the code that goctl writes forgets",
    status: 200,
    cases: ["callback-trans"],
  },
  { reason: "a claim that is there twice means two things", status: 401, cases: ["payload-dup"] },
];

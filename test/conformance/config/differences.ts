/** Where a service reads its settings otherwise than go-zero 1.10.3, on purpose. A case that no longer differs fails the test. */
export const differences: readonly { readonly reason: string; readonly cases: readonly string[] }[] = [
  {
    reason: "refused: a key without a value was meant to get one; go-zero takes it for an empty text",
    cases: ["null-required", "null-optional"],
  },
  {
    reason: "a $ is text unless it begins ${NAME}, so that a password stays what it is",
    cases: ["env-ref-dollar", "env-ref-dollar-literal-eaten"],
  },
  {
    reason:
      "${NAME:-default} has a default, as in a shell; go-zero takes it for a variable of that name, which is empty",
    cases: ["env-ref-default-syntax-not-known"],
  },
  {
    reason: "refused: text after the end of a JSON file is a mistake",
    cases: ["json-trailing"],
  },
  {
    reason: "refused: YAML takes what JSON5 has beyond JSON, so that nobody needs another library for it",
    cases: ["json5"],
  },
  {
    reason: "a key that is declared again has the type that it got last; Go has two fields then",
    cases: ["dup-embedded"],
  },
  {
    reason: "refused at once: there is no such port; go-zero fails when it listens",
    cases: ["rest-port-big"],
  },
];

/** What users may expect, goctl refuses, and so do we. A case here that is accepted after all fails. */
export const refused: readonly { readonly reason: string; readonly cases: readonly string[] }[] = [
  {
    reason: "the language has neither type parameters nor enumerations; an `options` tag lists values",
    cases: ["167-type-generic", "331-top-level-enum"],
  },
  {
    reason: "where a name stands alone or has a type behind it is to be seen from the line breaks",
    cases: ["215-field-embedded-then-same-line"],
  },
  {
    reason: "two handlers of one name without a group would be one file",
    cases: ["459-dup-handler-prefix-differs"],
  },
];

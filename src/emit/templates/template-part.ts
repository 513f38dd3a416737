/** A piece of a template: text as it stands, a value of the view, or parts that are repeated for each item of a list. */
export type TemplatePart =
  string | { readonly value: string } | { readonly each: string; readonly parts: readonly TemplatePart[] };

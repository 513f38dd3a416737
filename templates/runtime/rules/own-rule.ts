/**
 * A rule of the project's own: says what a value has to be, such as "must have a digit", or nothing if it is. The value is that of
 * the request, undefined if there is none; the parameter is what stands behind `=` in the tag.
 */
export type OwnRule = (value: unknown, parameter: string) => string | undefined;

const told = new Set<string>();

/** Stands in for a rule that nobody has written yet: every value keeps it, with a warning from the process. */
export function unwritten(rule: string): undefined {
  if (told.has(rule)) return;
  told.add(rule);
  process.emitWarning(`the validation rule ${rule} is not written yet, so that every value keeps it`);
}

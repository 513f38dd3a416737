/** The words of a parameter, which blanks separate; one with blanks in it stands in single quotes. */
export function wordsOf(parameter: string): readonly string[] {
  return [...parameter.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

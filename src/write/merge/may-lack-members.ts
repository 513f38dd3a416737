/**
 * Whether a TypeScript file may lack a member that is wanted, seen without a parser, whose loading takes a quarter of a second.
 * It errs towards yes; a no can only be wrong where the same name is declared elsewhere in the file.
 */
export function mayLackMembers(existing: string, wanted: string): boolean {
  const present = declaredNames(existing);
  if ([...declaredNames(wanted)].some((name) => !present.has(name))) return true;
  const words = new Set(existing.match(/[\w$]+/gu));
  return listedNames(wanted).some((name) => !words.has(name));
}

/** What stands in lists of names: `[userSchema, tagSchema]`. */
function listedNames(text: string): readonly string[] {
  return [...text.matchAll(/\[(?<names>[\w$,\s]+)\]/gu)].flatMap(
    ({ groups = {} }) => groups["names"]?.match(/[\w$]+/gu) ?? [],
  );
}

/** `name:`, `name?:` and `name(…):` outside of comments. */
function declaredNames(text: string): ReadonlySet<string> {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/gu, "");
  const names = new Set<string>();
  for (const match of code.matchAll(/(?<name>[\w$]+)["']?\s*(?:\([^()]*\)\s*)?[?!]?\s*:/gu)) {
    names.add(match.groups?.["name"] ?? "");
  }
  return names;
}

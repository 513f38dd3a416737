/** What a TypeScript text imports, static and dynamic, in order of first mention. */
export function moduleSpecifiers(text: string): readonly string[] {
  const found = text.matchAll(/^(?:import\b[^;"]*|export\b[^;"]*\bfrom )"([^"]+)"|\bimport\("([^"]+)"\)/gmu);
  return [...new Set([...found].map((match) => match[1] ?? match[2] ?? ""))];
}

import { diagnoseFile, diagnoseOption } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host/host.ts";
import { compareCodePoints } from "../text/compare-code-points.ts";
import { globExpression } from "../text/glob.ts";

/**
 * The files that a pattern names, or why there are none, in the order of their names in which numbers count as numbers: `V10__b.sql`
 * comes after `V2__a.sql`, as with the tools that run migrations. What such a tool runs to go back is left out: `1_a.down.sql` beside
 * `1_a.up.sql`, and Flyway's `U1__a.sql` beside `V1__a.sql`. Signs stand for characters of a file name in its last part alone; a
 * malformed pattern names none. As in a shell, hidden files are left out.
 */
export function matchingFiles(pattern: string, host: Host): readonly string[] | Diagnostic {
  const slash = pattern.lastIndexOf("/");
  const name = pattern.slice(slash + 1);
  if (!/[*?[]/u.test(name)) return [pattern];
  const folder = pattern.slice(0, slash + 1);
  const { names, refusal } = host.list(folder === "" ? "." : folder);
  if (refusal !== undefined) return diagnoseFile("GEN1060", folder, { path: folder, reason: refusal });
  const expression = globExpression(name);
  const paths = names
    .filter((entry) => expression?.test(entry) === true && !entry.startsWith(".") && !goesBack(entry, names))
    .toSorted(compareWithNumbers)
    .map((entry) => folder + entry)
    .filter((path) => host.read(path).kind !== "directory");
  return paths.length > 0 ? paths : diagnoseOption("GEN1011", { pattern });
}

function goesBack(entry: string, entries: readonly string[]): boolean {
  const forth = entry.replace(/\.down\.sql$/u, ".up.sql").replace(/^U(?=\d[\d._]*__)/u, "V");
  return forth !== entry && entries.includes(forth);
}

function compareWithNumbers(a: string, b: string): number {
  const ofA = sortedParts(a);
  const ofB = sortedParts(b);
  for (const [index, part] of ofA.entries()) {
    const other = ofB[index] ?? "";
    const isNumber = index % 2 === 1 && other !== "";
    const order = (isNumber ? Number(BigInt(part) - BigInt(other)) : 0) || compareCodePoints(part, other);
    if (order !== 0) return order;
  }
  return ofA.length - ofB.length;
}

/** Texts and numbers in turn, without the name's ending. What Flyway calls a version ends at `__`, and `1` comes before `1.5`. */
function sortedParts(name: string): readonly string[] {
  return name
    .replace(/\.[^.]*$/u, "")
    .replace("__", "\0")
    .split(/(\d+)/u);
}

import type { ConfigProblem } from "../../../templates/runtime/config/config-tree.ts";

/** Problems as lines of `line: key: text`. */
export function problemTexts(problems: readonly ConfigProblem[]): string[] {
  return problems.map(({ line, key, text }) => `${line}: ${key}: ${text}`);
}

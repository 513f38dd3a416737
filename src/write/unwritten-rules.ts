import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { SourceFile } from "../text/source-file.ts";
import { spanOf } from "../text/span.ts";

/** The validation rules of a project's own that nobody has written yet, so that every value keeps them. */
export function unwrittenRules(path: string, text: string): readonly Diagnostic[] {
  if (!/from "[^"]*\/rules\/own-rule\.ts"/u.test(text)) return [];
  const source = new SourceFile(path, text);
  return [...text.matchAll(/\bunwritten\("(?<rule>\w+)"\)/gu)].map(({ 0: call, index, groups }) =>
    diagnose("GEN2042", spanOf(source, index, index + call.length), { rule: groups?.["rule"] ?? "" }),
  );
}

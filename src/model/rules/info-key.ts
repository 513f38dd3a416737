import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Entry } from "../../api/ast.ts";
import type { Contract } from "../contract.ts";

/** No two keys of `info` differ only in case: what reads them does not tell them apart. */
export function infoKey({ files }: Contract): readonly Diagnostic[] {
  return files.flatMap(({ statements }) =>
    statements.flatMap((statement) => (statement.kind === "info" ? check(statement.entries) : [])),
  );
}

function check(entries: readonly Entry[]): readonly Diagnostic[] {
  const first = new Map<string, Entry["key"]>();
  return entries.flatMap(({ key }) => {
    const earlier = first.get(key.text.toLowerCase());
    if (earlier === undefined) first.set(key.text.toLowerCase(), key);
    // One key twice is told where the file is read.
    if (earlier === undefined || earlier.text === key.text) return [];
    const related = [{ message: "first given here", span: earlier.span }];
    return [diagnose("API3031", key.span, { key: key.text, other: earlier.text }, { related })];
  });
}

import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Name } from "../../sql/ast.ts";
import { nearestName } from "../../text/nearest-name.ts";
import type { TableDraft } from "./table-draft.ts";

/** A change names an index that is not there. */
export function unknownKey(draft: TableDraft, { text, span }: Name): Diagnostic {
  const near = nearestName(
    text,
    draft.keys.flatMap(({ name }) => name ?? []),
  );
  const details = near === undefined ? {} : { help: `did you mean ${near}?` };
  return diagnose("SQL2040", span, { table: draft.name.text, key: text }, details);
}

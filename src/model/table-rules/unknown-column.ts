import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Name } from "../../sql/ast.ts";
import { nearestName } from "../../text/nearest-name.ts";
import type { TableDraft } from "./table-draft.ts";

/** A key or a change names a column that is not there. */
export function unknownColumn(draft: TableDraft, { text, span }: Name): Diagnostic {
  const near = nearestName(
    text,
    draft.columns.map((column) => column.name.text),
  );
  const details = near === undefined ? {} : { help: `did you mean ${near}?` };
  return diagnose("SQL2002", span, { table: draft.name.text, column: text }, details);
}

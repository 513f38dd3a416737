import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Name } from "../../sql/ast.ts";
import { columnProperty } from "../column-property.ts";
import type { TableDraft } from "./table-draft.ts";

/** No column twice, and no two columns that would become one property. */
export function uniqueColumns(draft: TableDraft): readonly Diagnostic[] {
  const table = draft.name.text;
  const byName = new Map<string, Name>();
  const byProperty = new Map<string, Name>();
  return draft.columns.flatMap(({ name }) => {
    const twin = byName.get(name.text.toLowerCase());
    if (twin !== undefined) {
      const related = [{ message: "first declared here", span: twin.span }];
      return [diagnose("SQL2003", name.span, { table, column: name.text }, { related })];
    }
    byName.set(name.text.toLowerCase(), name);
    const property = columnProperty(name.text);
    const other = byProperty.get(property);
    if (other === undefined) {
      byProperty.set(property, name);
      return [];
    }
    const related = [{ message: `${other.text} is declared here`, span: other.span }];
    return [diagnose("SQL2005", name.span, { table, column: name.text, other: other.text, property }, { related })];
  });
}

/** No two tables whose models would have one name; letter case does not tell file names apart everywhere. */
export function uniqueModels(drafts: readonly TableDraft[]): readonly Diagnostic[] {
  const byModel = new Map<string, Name>();
  return drafts.flatMap(({ name }) => {
    const model = name.text.replaceAll(/[^A-Za-z0-9]/gu, "").toLowerCase() || name.text;
    const other = byModel.get(model);
    if (other === undefined) {
      byModel.set(model, name);
      return [];
    }
    const related = [{ message: `${other.text} is declared here`, span: other.span }];
    return [diagnose("SQL2011", name.span, { table: name.text, other: other.text }, { related })];
  });
}

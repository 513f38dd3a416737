import type { ColumnDefinition, KeyDefinition, Reference } from "../../sql/ast.ts";
import { sameName } from "./table-draft.ts";
import type { TableDraft } from "./table-draft.ts";

/** What columns and keys refer to, in the order of the server: columns first. */
export function referencesOf(
  columns: readonly ColumnDefinition[],
  keys: readonly KeyDefinition[],
): readonly Reference[] {
  return [
    ...columns.flatMap(({ attributes }) =>
      attributes.flatMap((attribute) => (attribute.kind === "reference" ? [attribute.reference] : [])),
    ),
    ...keys.flatMap(({ reference }) => reference ?? []),
  ];
}

/** Adds references, and gives those without a name that of InnoDB: the table's, with the next number. */
export function addReferences(draft: TableDraft, references: readonly Reference[]): void {
  for (const reference of references) {
    const name = reference.name ?? `${draft.name.text}_ibfk_${lastNumber(draft) + 1}`;
    draft.references = [...draft.references, { ...reference, name }];
  }
}

function lastNumber({ references }: TableDraft): number {
  return Math.max(
    0,
    ...references.map(({ name = "" }) => Number(/_ibfk_(?<number>\d+)$/u.exec(name)?.groups?.["number"] ?? 0)),
  );
}

export function dropReference(draft: TableDraft, dropped: string): void {
  draft.references = draft.references.filter(({ name = "" }) => !sameName(name, dropped));
}

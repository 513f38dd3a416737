import { error } from "../entry.ts";

/** `SQL1xxx` syntax, `SQL2xxx` tables, columns and keys. */
export const sqlCatalogue = {
  SQL1001: error(
    ({ expected, found }: { expected: string; found: string }) => `expected ${expected}, found ${found}`,
    "The DDL could not be read at this place.",
  ),
};

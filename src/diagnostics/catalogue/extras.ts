import { error, warning } from "../entry.ts";

/** `GEN109x` what models are asked to have beyond the methods by key. */
export const extrasCatalogue = {
  GEN1095: error(
    ({ asked, recorded }: { asked: string; recorded: string }) =>
      `expected the models to be made with ${recorded}, as package.json has it, found ${asked}`,
    "A project has one choice for all of its models, the member `tsgoctl.with` of its `package.json`. Change it there, and generate again.",
  ),
  GEN1096: error(
    ({ found }: { found: string }) =>
      `expected a list of "page", "count", "bulk" and "softdelete" for models, found ${found}`,
    "The member `tsgoctl.with` of a project's `package.json` says what its models have beyond the methods by key.",
  ),
  GEN1097: warning(
    ({ table }: { table: string }) => `rows of table ${table} are deleted for good: it has no column to mark them by`,
    "`--with softdelete` marks the rows of tables that have a column for it: a nullable DATETIME or TIMESTAMP called `deleted_at`, `delete_at`, `deleted_time` or `delete_time`, or an integer, BOOL or BIT(1) with NOT NULL DEFAULT 0 called `is_deleted`, `is_delete`, `is_del`, `deleted`, `delete_state`, `del_state`, `delete_flag` or `del_flag`, outside of the primary key. The model of this table is as without the option.",
  ),
  GEN1098: warning(
    ({ table, column }: { table: string; column: string }) =>
      `the model of table ${table} has no findPage, since column ${column} of its primary key has no usable order`,
    "A page begins behind the last key of the page before. The database sorts ENUM and SET by their numbers, but compares them as texts, and does not keep a FLOAT as it is written. Give the table a primary key of another type, or read its pages by a query of your own.",
  ),
};

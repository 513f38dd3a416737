import { camelCase } from "../text/identifier.ts";

/** What a column is called in TypeScript: `user_name` and `USER_NAME` -> `userName`. */
export function columnProperty(column: string): string {
  return camelCase(/[a-z]/u.test(column) ? column : column.toLowerCase());
}

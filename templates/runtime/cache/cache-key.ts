import type { Table } from "../database/table.ts";

/** The entries that lead to rows by some of their properties. */
export interface CacheKey<Row> {
  /** Such as `cache:user:username:`. */
  readonly prefix: string;
  readonly properties: readonly (keyof Row & string)[];
}

/** The cache key for these values, as go-zero builds it; `undefined` if one is NULL or not given: such a row has no entry. */
export function cacheKeyText<Row extends object>(
  key: CacheKey<Row>,
  table: Table<Row>,
  row: Partial<Row>,
): string | undefined {
  const texts = table.keyTexts(key.properties, row);
  if (texts === undefined) return undefined;
  // Joined as they are, ("a:b","c") and ("a","b:c") would be one key.
  const parts = texts.length === 1 ? texts : texts.map((text) => text.replaceAll(/[%:]/gu, encodeURIComponent));
  return key.prefix + parts.join(":");
}

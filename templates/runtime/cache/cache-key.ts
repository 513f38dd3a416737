import type { Table } from "../database/table.ts";

/** The entries that lead to rows by some of their properties. */
export interface CacheKey<Row> {
  /** Such as `cache:user:username:`. */
  readonly prefix: string;
  readonly properties: readonly (keyof Row & string)[];
}

/** No index of InnoDB holds a longer value. Whoever looks for one must not fill the cache with it. */
const LONGEST_VALUE = 3_072;

/** The cache key for these values, as go-zero builds it; `undefined` if one is NULL or not given: such a row has no entry. */
export function cacheKeyText<Row extends object>(
  key: CacheKey<Row>,
  table: Table<Row>,
  row: Partial<Row>,
): string | undefined {
  return joined(key.prefix, table.keyTexts(key.properties, row));
}

/**
 * The cache key that stands for all spellings of these values. Where the database compares without regard to case, a row may be looked
 * for under more spellings than anybody could list. That it is not there is therefore cached under this key only, and a write drops it.
 */
export function foldedKeyText<Row extends object>(
  key: CacheKey<Row>,
  table: Table<Row>,
  row: Partial<Row>,
): string | undefined {
  return joined(key.prefix, table.foldedKeyTexts(key.properties, row));
}

/**
 * The cache key under which an entry for these values may be read and made; `undefined` if there is none: for want of a value, for its
 * length, or because another key of the table may have an entry there. A value that is alone is not escaped, as in go-zero, so that the
 * name `code:1:2` has the key of name 1 and code 2.
 */
export function entryKeyText<Row extends object>(
  key: CacheKey<Row>,
  others: readonly CacheKey<Row>[],
  table: Table<Row>,
  row: Partial<Row>,
): string | undefined {
  const text = cacheKeyText(key, table, row);
  if (text === undefined || text.length > key.prefix.length + LONGEST_VALUE) return undefined;
  const isAmbiguous =
    key.properties.length === 1 && others.some((other) => other !== key && text.startsWith(other.prefix));
  return isAmbiguous ? undefined : text;
}

function joined(prefix: string, texts: readonly string[] | undefined): string | undefined {
  if (texts === undefined) return undefined;
  // Joined as they are, ("a:b","c") and ("a","b:c") would be one key.
  const parts = texts.length === 1 ? texts : texts.map((text) => text.replaceAll(/[%:]/gu, encodeURIComponent));
  return prefix + parts.join(":");
}

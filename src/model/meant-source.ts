import { nearestName } from "../text/nearest-name.ts";
import type { Source } from "./api-spec.ts";

const sources: readonly Source[] = ["path", "form", "header", "json"];

/** Keys of other libraries that are one letter away from a source. */
const otherKeys = ["bson", "jsonb", "gorm", "xorm", "orm", "xpath", "patch"];

/**
 * The source that a misspelt tag key means: the same letters in another case or order, or a letter more, less or another.
 * Keys of other libraries, such as `gorm`, can be as near as that.
 */
export function meantSource(key: string): Source | undefined {
  if (sources.some((source) => source === key) || otherKeys.includes(key.toLowerCase())) return undefined;
  const near = sources.filter((source) => Math.abs(source.length - key.length) <= 1);
  return (
    sources.find((source) => lettersOf(source) === lettersOf(key)) ??
    near.find((source) => nearestName(key, [source]) !== undefined)
  );
}

function lettersOf(word: string): string {
  return word.toLowerCase().split("").toSorted().join("");
}

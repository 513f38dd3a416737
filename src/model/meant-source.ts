import type { Source } from "./api-spec.ts";

const sources: readonly Source[] = ["path", "form", "header", "json"];

/**
 * The source that a misspelt tag key means: the same letters in another case or order. Keys of other libraries, such as
 * `gorm`, are nearer than that by distance.
 */
export function meantSource(key: string): Source | undefined {
  return sources.find((source) => source !== key && lettersOf(source) === lettersOf(key));
}

function lettersOf(word: string): string {
  return word.toLowerCase().split("").toSorted().join("");
}

import type { Claims } from "./claims.ts";

/** Claims as the JSON of a token's payload; a bigint is a number like any other there. */
export function writeClaims(claims: Claims): string {
  const withoutLong = JSON.stringify(claims, (_name, member: unknown) => (typeof member === "bigint" ? 0 : member));
  let mark = "long";
  while (withoutLong.includes(mark)) mark += "_";
  const marked = JSON.stringify(claims, (_name, member: unknown) =>
    typeof member === "bigint" ? `${mark}${member}` : member,
  );
  return marked.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
}

import { expect, it } from "vitest";
import { globExpression } from "../../src/text/glob.ts";

// As in Go's documentation and tests of filepath.Match.
it.each([
  ["abc", "abc", true],
  ["*", "abc", true],
  ["*", "", true],
  ["*c", "abc", true],
  ["a*", "a/b", false],
  ["a?c", "abc", true],
  ["a?c", "ac", false],
  ["a?c", "a/c", false],
  ["a?c", "a漢c", true],
  ["ab[c]", "abc", true],
  ["ab[b-d]", "abc", true],
  ["ab[e-g]", "abc", false],
  ["ab[^c]", "abc", false],
  ["ab[^e-g]", "abc", true],
  ["[a-c]*[x-z]", "bqz", true],
  ["a\\*b", "a*b", true],
  ["a\\*b", "axb", false],
  ["[\\]a]", "]", true],
  ["[\\-]", "-", true],
  ["[x\\-]", "-", true],
  ["a.c", "abc", false],
  ["user_?", "USER_A", false],
  ["(a|b)$", "(a|b)$", true],
])("%s against %s", (pattern, name, expected) => {
  expect(globExpression(pattern)?.test(name)).toBe(expected);
});

it.each(["[]a]", "[-]", "[x-]", "[-x]", "[z-a]", "[^]", "[^bc", "a[", "[a", "a\\"])("%s is malformed", (pattern) => {
  expect(globExpression(pattern)).toBeUndefined();
});

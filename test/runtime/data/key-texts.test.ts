import { expect, it } from "vitest";

import { nullable } from "../../../templates/runtime/database/column.ts";
import { decimal, float } from "../../../templates/runtime/database/number-codecs.ts";
import { text } from "../../../templates/runtime/database/text-codecs.ts";
import { date, datetime } from "../../../templates/runtime/database/time-codecs.ts";

// What the column would change has the key of what the column will hold: a write drops that one.
it.each<[string, string | undefined, string | undefined]>([
  ["a short decimal", decimal(10, 2).keyText("1.5"), decimal(10, 2).keyText("1.50")],
  ["a short decimal, as Go prints it", decimal(10, 2).keyText("12.50"), "12.5"],
  ["a long decimal", decimal(20, 2).keyText("+007.5"), "7.50"],
  ["a long decimal of nothing", decimal(20, 2).keyText("-0"), "0.00"],
  ["a long decimal below one", decimal(20, 2).keyText("-00.5"), "-0.50"],
  ["a tiny float", float.keyText(1e-40), "1e-40"],
  ["a float", float.keyText(0.1 + 1e-12), "0.1"],
  ["a time", datetime(0).keyText(new Date("2026-01-02T03:04:05.600Z")), "2026-01-02 03:04:06 +0000 UTC"],
  [
    "a time with fractions",
    datetime(3).keyText(new Date("2026-01-02T03:04:05.600Z")),
    "2026-01-02 03:04:05.6 +0000 UTC",
  ],
  ["a date", date.keyText(new Date("2026-01-02T03:04:05Z")), "2026-01-02 00:00:00 +0000 UTC"],
  ["Go's zero time", datetime(0).keyText(new Date("0001-01-01T00:00:00Z")), "0001-01-01 00:00:00 +0000 UTC"],
])("gives %s the key of what the column holds", (_, actual, expected) => {
  expect(actual).toBe(expected);
});

it.each([
  ["Ann", "ann"],
  ["ÀNN  ", "ann"],
  ["a\u200Bnn", "ann"],
  ["ａｎｎ", "ann"],
  ["用户", "用户"],
])("gives all spellings of %j one key", (spelling, folded) => {
  expect(text.foldedKeyText?.(spelling)).toBe(folded);
  expect(nullable(text).foldedKeyText?.(spelling)).toBe(`{${folded} true}`);
  expect(nullable(text).foldedKeyText?.(null)).toBeUndefined();
});

import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { BrokenForm } from "../../../templates/runtime/binding/broken-form.ts";
import { readParts } from "../../../templates/runtime/binding/read-parts.ts";

/**
 * What Go 1.26's `http.Request.ParseMultipartForm` makes of a form: its values by their names, or null where it refuses it.
 * Of the random ones, those that break off and are taken by Go up to there are left out.
 */
interface Case {
  readonly name: string;
  readonly type: string;
  readonly body: string;
  readonly values: Readonly<Record<string, readonly string[]>> | null;
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));

/** What is meant to differ: nobody sends encodings and parameters in pieces, and half a form is none. */
const better: ReadonlyMap<string, Case["values"]> = new Map(
  Object.entries({
    "cte qp": { k: ["a=3Db=\r\nc"] },
    "cte QP upper": { k: ["a=3Db"] },
    "rfc2231 continuation": { j: ["w"] },
    "no final, ends at boundary line": null,
    "no final, in headers": null,
  }),
);

it.each(cases)("$name", async ({ name, type, body, values }) => {
  const bytes = Buffer.from(body);
  const whole = await valuesOf([bytes], type);
  expect(whole).toEqual(better.has(name) ? better.get(name) : values);
  expect(
    await valuesOf(
      Array.from(bytes, (byte) => Buffer.from([byte])),
      type,
    ),
  ).toEqual(whole);
});

async function valuesOf(pieces: readonly Buffer[], type: string): Promise<Case["values"]> {
  const values = new Map<string, string[]>();
  try {
    for await (const { label, content } of readParts(Readable.from(pieces), type)) {
      if (label.name === "" || (label.fileName ?? "") !== "") continue;
      values.set(label.name, [...(values.get(label.name) ?? []), await text(content)]);
    }
  } catch (error) {
    if (!(error instanceof BrokenForm)) throw error;
    return null;
  }
  return Object.fromEntries(values);
}

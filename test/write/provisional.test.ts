import { expect, it } from "vitest";

import { scaffoldedHeader } from "../../src/emit/virtual-file.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { file, run } from "./run-plan.ts";

const planned = (body: string) => file("test/get.test.ts", "provisional", `${scaffoldedHeader}\n\n${body}\n`);
const path = "out/test/get.test.ts";

async function written(body: string): Promise<string> {
  const host = createMemoryHost();
  await run([planned(body)], host);
  return host.files()[path] ?? "";
}

it("follows the contract while nobody has edited it", async () => {
  const host = createMemoryHost();
  expect(await run([planned("old")], host)).toEqual({ actions: ["create test/get.test.ts"], problems: [] });
  expect(await run([planned("old")], host)).toEqual({ actions: ["unchanged test/get.test.ts"], problems: [] });
  expect(await run([planned("new")], host)).toEqual({ actions: ["update test/get.test.ts"], problems: [] });
  expect(host.files()[path]).toBe(await written("new"));
});

it("keeps its line ends and byte order mark, which are no edits", async () => {
  const host = createMemoryHost({ [path]: `\uFEFF${(await written("old")).replaceAll("\n", "\r\n")}` });
  expect((await run([planned("new")], host)).actions).toEqual(["update test/get.test.ts"]);
  expect(host.files()[path]).toBe(`\uFEFF${(await written("new")).replaceAll("\n", "\r\n")}`);
});

it.each([
  ["one character of it is another", (text: string) => text.replace("\nold\n", "\nolD\n")],
  ["a blank is added", (text: string) => `${text} `],
  ["the line with the sum is taken out", (text: string) => text.replace(/^.*until it is edited.*\n/mu, "")],
  ["the sum is another", (text: string) => text.replace(/[0-9a-f]{8}$/mu, "00000000")],
  ["its first line is another", (text: string) => `// Copyright\n${text}`],
])("is the user's as soon as %s", async (_, edit) => {
  const edited = edit(await written("old"));
  const host = createMemoryHost({ [path]: edited });
  expect(await run([planned("new")], host)).toEqual({ actions: ["unchanged test/get.test.ts"], problems: [] });
  expect(host.files()).toEqual({ [path]: edited });
});

it("is told when its route is gone, unless it was edited", async () => {
  const left = await written("old");
  const host = createMemoryHost({ "out/test/gone/a.test.ts": left, "out/test/b.test.ts": `${left}// mine\n` });
  expect((await run([planned("new")], host)).problems).toEqual([
    "warning GEN2040: test/gone/a.test.ts is of an earlier run, and nothing asks for it any more",
  ]);
});

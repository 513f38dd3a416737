import { expect, it } from "vitest";

import { ImportSet } from "../../src/emit/import-set.ts";

it("sorts packages before relative modules, and names and modules by code point", () => {
  const imports = new ImportSet();
  imports.value("b", "./b.ts");
  imports.type("Z", "./a.ts");
  imports.value("a", "./a.ts");
  imports.value("z", "zod");
  imports.type("A", "fastify");
  imports.value("B", "./b.ts");

  expect(imports.text()).toBe(
    [
      'import type { A } from "fastify";',
      'import { z } from "zod";',
      "",
      'import type { Z } from "./a.ts";',
      'import { a } from "./a.ts";',
      'import { B, b } from "./b.ts";',
    ].join("\n"),
  );
});

it("imports a name once that is needed both as a type and as a value", () => {
  const imports = new ImportSet();
  imports.type("Config", "./config.ts");
  imports.value("Config", "./config.ts");

  expect(imports.text()).toBe('import { Config } from "./config.ts";');
});

it("has no text when nothing was asked for", () => {
  expect(new ImportSet().text()).toBe("");
});

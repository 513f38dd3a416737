import { describe, expect, it } from "vitest";

import { body, logic, patched, patchTwice, path, wanted } from "./patch-twice.ts";

/** A method with this type of its request. */
function own(type: string): string {
  return `async get(req: ${type}): Promise<A> ${body}`;
}

function line(names: string, file: string): string {
  return `import type { ${names} } from "../types/${file}.ts";`;
}

describe("the imports of a patched signature", () => {
  const head = "async get(req: B): Promise<A>";
  it.each([
    {
      name: "get a name in order",
      before: 'import type { A, Item } from "../types/types.ts";',
      type: "A",
      after: 'import type { A, B, Item } from "../types/types.ts";',
      to: "B",
    },
    {
      name: "get a name on a line of its own",
      before: 'import type {\n  A, // the answer\n  Item,\n} from "../types/types.ts";',
      type: "A",
      after: 'import type {\n  A, // the answer\n  B,\n  Item,\n} from "../types/types.ts";',
      to: "B",
    },
    {
      name: "get a last name on a line of its own",
      before: 'import type {\n  A // the answer\n} from "../types/types.ts";',
      type: "A",
      after: 'import type {\n  A, // the answer\n  B\n} from "../types/types.ts";',
      to: "B",
    },
    {
      name: "keep a name that nothing uses now",
      before: 'import type { A, Item } from "../types/types.ts";',
      type: "Item",
      after: 'import type { A, B, Item } from "../types/types.ts";',
      to: "B",
    },
    {
      name: "give the place of a name that is gone",
      before: 'import type { Gone, A } from "../types/types.ts";',
      type: "Gone",
      after: 'import type { B, A } from "../types/types.ts";',
      to: "B",
    },
    {
      name: "lose a name that is gone",
      before: 'import type { A, B, Gone } from "../types/types.ts";',
      type: "Gone",
      after: 'import type { A, B } from "../types/types.ts";',
      to: "B",
    },
    {
      name: "lose a first name that is gone",
      before: 'import type { Gone, A, B } from "../types/types.ts";',
      type: "Gone",
      after: 'import type { A, B } from "../types/types.ts";',
      to: "B",
    },
    {
      name: "lose an import that is left empty",
      before: 'import type { Gone } from "../types/types.ts";\nimport type { A, B } from "../types/types.js";',
      type: "Gone",
      after: 'import type { A, B } from "../types/types.js";',
      to: "B",
    },
    {
      name: "have the names that the user has given",
      before: 'import type { A, B as Request } from "../types/types.ts";',
      type: "A",
      after: 'import type { A, B as Request } from "../types/types.ts";',
      to: "Request",
    },
    {
      name: "stand with `type` where the others do",
      before: 'import { type A } from "../types/types.ts";',
      type: "A",
      after: 'import { type A, type B } from "../types/types.ts";',
      to: "B",
    },
    {
      name: "are in a namespace",
      before: 'import type * as types from "../types/types.ts";\nimport type { A } from "../types/types.ts";',
      type: "types.A",
      after: 'import type * as types from "../types/types.ts";\nimport type { A } from "../types/types.ts";',
      to: "types.B",
    },
  ])("$name", async ({ before, type, after, to }) => {
    expect(await patchTwice(logic(own(type), before), wanted(head))).toEqual(
      patched(logic(own(type), before), logic(own(to), after)),
    );
  });

  it("come from another file than before", async () => {
    const before = logic(
      "async get(req: A): Promise<A> {\n    return req;\n  }",
      'import type { A } from "../types/types.ts";',
    );
    const { text } = await patchTwice(before, wanted("async get(req: A): Promise<Download>"));
    expect(text).toContain('\nimport type { Download } from "../runtime/server/download.ts";\n');
    expect(text).toContain('\nimport type { A } from "../types/types.ts";\n');
    expect(text).toContain("async get(req: A): Promise<Download> {");
  });

  it("follow a type that stands in another file by now", async () => {
    const method = `async get(req: A): Promise<A> ${body}`;
    const whole = await patchTwice(logic(method, line("A", "shop")), wanted("async get(req: A): Promise<A>"));
    expect(whole).toMatchObject({ text: logic(method, line("A", "types")), edits: ["import of A"], problems: [] });
    const old = await patchTwice(logic(method, line("A", "old")), wanted("async get(req: A): Promise<A>"));
    expect(old).toMatchObject({ text: logic(method, line("A", "types")), edits: ["import of A"], problems: [] });
    const part = await patchTwice(
      logic(method, line("A as Own, Item", "shop")),
      wanted("async get(req: A): Promise<A>"),
    );
    expect(part.text).toContain(line("Item", "shop"));
    expect(part.text).toContain(line("A as Own", "types"));
  });

  it("tell of a name that is gone and used in other code of the user's", async () => {
    const helper = "\nfunction check(req: Gone): void {}\n";
    const before = logic(own("Gone"), 'import type { A, Gone } from "../types/types.ts";') + helper;
    const { text, problems } = await patchTwice(before, wanted(head));
    expect(text).toBe(logic(own("B"), 'import type { A, B, Gone } from "../types/types.ts";') + helper);
    expect(problems).toEqual([
      `warning GEN2052: Gone of ../types/types.ts is used here, but is generated no more --> ${path}:15:21`,
    ]);
  });
});

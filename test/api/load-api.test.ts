import { describe, expect, it } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import type { MemoryEntry } from "../../src/host/memory-host.ts";
import { loadApi } from "../../src/load/load-api.ts";
import { checkApi } from "../../src/model/check-api.ts";

describe("the main file of a contract", () => {
  it.each<[string, Readonly<Record<string, MemoryEntry>>, string, string]>([
    ["is missing", {}, "GEN1001", "file user.api does not exist"],
    ["is a folder", { "user.api": { kind: "directory" } }, "GEN1002", "expected a file, but user.api is a folder"],
    [
      "cannot be read",
      { "user.api": { kind: "unreadable", reason: "permission denied" } },
      "GEN1003",
      "file user.api cannot be read: permission denied",
    ],
    ["is empty", { "user.api": "\uFEFF \n" }, "GEN1004", "file user.api is empty"],
  ])("%s", (_, entries, code, message) => {
    const { program, diagnostics } = loadApi("user.api", createMemoryHost(entries));
    expect(diagnostics).toMatchObject([{ code, message, path: "user.api" }]);
    expect(checkApi(program)).toEqual({ spec: undefined, diagnostics: [] });
  });
});

describe("the imports of a contract", () => {
  it("are found from the folder of the file that they stand in, and told as they are reached", () => {
    const { program, diagnostics } = loadApi(
      "../shop/user.api",
      createMemoryHost({
        "../shop/user.api": 'import "./types/a.api"',
        "../shop/types/a.api": 'import "../../base.api"',
        "../base.api": "type Base {}",
      }),
    );
    expect(diagnostics).toEqual([]);
    const paths = program.files.map((file) => file.source.path);
    expect(paths).toEqual(["../base.api", "../shop/types/a.api", "../shop/user.api"]);
  });

  it("may lead to one file on two ways", () => {
    const { program, diagnostics } = loadApi(
      "user.api",
      createMemoryHost({
        "user.api": 'import (\n  "a.api"\n  "b.api"\n)',
        "a.api": 'import "c.api"',
        "b.api": 'import "./c.api"',
        "c.api": "type C {}",
      }),
    );
    expect(diagnostics).toEqual([]);
    expect(program.files.map((file) => file.source.path)).toEqual(["c.api", "a.api", "b.api", "user.api"]);
  });

  it("leave no spec if one of them is missing, and the types in it are not called undeclared", () => {
    const { program, diagnostics } = loadApi(
      "user.api",
      createMemoryHost({ "user.api": 'import "a.api"\nservice a {\n  @handler A\n  post /a (Req)\n}' }),
    );
    expect(diagnostics).toMatchObject([{ code: "API4001" }]);
    expect(checkApi(program)).toEqual({ spec: undefined, diagnostics: [] });
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { validateApi } from "../../src/generate/validate-api.ts";
import { createNodeHost } from "../../src/host/node-host.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import type { MemoryEntry } from "../../src/host/memory-host.ts";

const service = "service user-api {\n  @handler Ping\n  get /ping\n}\n";
/** Bytes of a path, its NUL included: PATH_MAX of Linux and macOS. */
const LONGEST_PATH = process.platform === "darwin" ? 1024 : 4096;

const types = "type LoginReq {}\n";
const wrongTypes = "type LoginReq {\n  Name Strng\n}\n";

/** The files that were checked, and each problem as `path CODE`. */
function validated(files: Readonly<Record<string, MemoryEntry>>, ...paths: readonly string[]) {
  const { files: checked, diagnostics } = validateApi({ paths, workingDirectory: "/home/me" }, createMemoryHost(files));
  return { checked, problems: diagnostics.map(({ code, path }) => `${path} ${code}`) };
}

describe("a folder stands for", () => {
  it("every contract below it, in order, but not for what is hidden, installed or linked to", () => {
    const files = {
      "b.api": service,
      "a/c.api": service,
      "a/user.sql": "",
      "node_modules/x/x.api": "",
      ".git/x.api": "",
      ".x.api": "",
      circle: { kind: "link", target: "." },
      "folder.api/d.api": service,
    } as const;
    expect(validated(files, ".")).toEqual({ checked: ["a/c.api", "b.api", "folder.api/d.api"], problems: [] });
    expect(validated(files, "a", "b.api").checked).toEqual(["a/c.api", "b.api"]);
  });

  it("nothing if it holds no contract, which is a problem", () => {
    expect(validated({ "a/user.sql": "" }, "a")).toEqual({ checked: [], problems: ["a GEN1030"] });
  });
});

describe("a folder that cannot be looked into", () => {
  const closed = { kind: "unreadable", reason: "permission denied" } as const;

  it("is a problem, and what is beside it is still checked", () => {
    const files = { "a/closed": closed, "a/b.api": types, "a/closed.api": closed, "a/.git": closed };
    expect(validated(files, "a").problems).toEqual(["a/b.api API3010", "a/closed GEN1060", "a/closed.api GEN1003"]);
  });

  // A path longer than the machine takes is what fails for every user, and for a folder alone that is reached by it.
  it("fails on a real disk, too", () => {
    const folder = mkdtempSync(join(tmpdir(), "tsgoctl-validate-"));
    mkdirSync(join(folder, "below"));
    writeFileSync(join(folder, "below/user.api"), service);
    const long = `${folder}${"/.".repeat((LONGEST_PATH - folder.length - 4) / 2)}`;
    const { files, diagnostics } = validateApi({ paths: [long], workingDirectory: "/" }, createNodeHost());
    rmSync(folder, { recursive: true });
    expect(files).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: "GEN1060",
        message: expect.stringMatching(/^folder .*below cannot be looked into: the name is too long$/u),
        path: `${long}/below`,
      },
    ]);
  });
});

describe("a file that another one imports", () => {
  it("needs no service of its own, whichever of the two comes first", () => {
    for (const names of ["ab", "ba"] as const) {
      const [main, imported] = [`${names[0]}.api`, `${names[1]}.api`];
      const files = { [main]: `import "${imported}"\n${service}`, [imported]: types };
      expect(validated(files, ".").problems).toEqual([]);
      expect(validated(files, imported).problems).toEqual([`${imported} API3010`]);
      expect(validated(files, imported, `./${main}`).problems).toEqual([]);
    }
  });

  it("is told once, however many import it", () => {
    const files = {
      "a.api": `import "types.api"\n${service}`,
      "b.api": `import "./types.api"\n${service}`,
      "c/c.api": `import "../types.api"\n${service}`,
      "types.api": wrongTypes,
    };
    expect(validated(files, ".").problems).toEqual(["types.api API2002"]);
  });

  it("is told by its importer when it is empty or cannot be read", () => {
    const files = {
      "a.api": `import "b.api"\nimport "c.api"\n${service}`,
      "b.api": "",
      "c.api": { kind: "unreadable", reason: "permission denied" },
    } as const;
    expect(validated(files, ".").problems).toEqual(["a.api API4004", "a.api API4003"]);
  });

  it("is still checked when it imports its importer", () => {
    const files = { "a.api": 'import "b.api"\n', "b.api": `import "a.api"\n${service}${types}${types}` };
    expect(validated(files, ".").problems).toEqual(["b.api API4005", "b.api API2001"]);
  });
});

it("a file that nobody imports is a contract of its own", () => {
  expect(validated({ "a.api": service, "types.api": types }, ".").problems).toEqual(["types.api API3010"]);
});

it("one file given in two ways is checked once", () => {
  expect(validated({ "a.api": types }, "a.api", "./a.api", ".").problems).toHaveLength(1);
});

it("what does not exist is a problem, and the others are still checked", () => {
  expect(validated({ "a.api": types }, "no.api", "a.api").problems).toEqual(["a.api API3010", "no.api GEN1001"]);
});

import { describe, expect, it } from "vitest";
import { generatedHeader, scaffoldedHeader } from "../../src/emit/virtual-file.ts";
import type { VirtualFile } from "../../src/emit/virtual-file.ts";
import { createNodeHost } from "../../src/host/node-host.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import type { MemoryEntry } from "../../src/host/memory-host.ts";
import { applyPlan } from "../../src/write/apply-plan.ts";
import { file, generated, run, scaffolded } from "./run-plan.ts";

describe("a first run", () => {
  it("writes every file and makes the folders", async () => {
    const host = createMemoryHost();
    const plan = [generated("a/b/types.ts", "export {};"), scaffolded("logic.ts", "export {};")];
    expect(await run(plan, host)).toEqual({ actions: ["create a/b/types.ts", "create logic.ts"], problems: [] });
    expect(host.files()).toEqual({ "out/a/b/types.ts": plan[0]?.text, "out/logic.ts": plan[1]?.text });
  });

  it("leaves nothing to do for a second", async () => {
    const host = createMemoryHost();
    const plan = [generated("types.ts", "export {};"), scaffolded("logic.ts", "export {};")];
    await run(plan, host);
    expect(await run(plan, host)).toEqual({ actions: ["unchanged types.ts", "unchanged logic.ts"], problems: [] });
  });

  it.each(["dry-run", "check"] as const)("writes nothing in mode %s", async (mode) => {
    const host = createMemoryHost();
    expect(await run([generated("types.ts", "export {};")], host, mode)).toEqual({
      actions: ["create types.ts"],
      problems: [],
    });
    expect(host.files()).toEqual({});
  });

  it("lets prettier break a line that a long name has made too long", async () => {
    const host = createMemoryHost();
    await run(
      [generated("types.ts", `export const ${"a".repeat(50)} = [${"b".repeat(50)}, ${"c".repeat(50)}];`)],
      host,
    );
    expect(host.files()["out/types.ts"]).toContain(`= [\n  ${"b".repeat(50)},\n  ${"c".repeat(50)},\n];\n`);
  });
});

describe("a file that is there", () => {
  it.each<{ name: string; plan: VirtualFile; before: string; kind: string; after: string; problem?: string }>([
    {
      name: "is rewritten while its header stands",
      plan: generated("f.ts", "new"),
      before: `${generatedHeader}\n\nold\n`,
      kind: "update",
      after: `${generatedHeader}\n\nnew\n`,
    },
    {
      name: "keeps CRLF and a byte order mark when rewritten",
      plan: generated("f.ts", "new"),
      before: `\uFEFF${generatedHeader}\r\n\r\nold\r\n`,
      kind: "update",
      after: `\uFEFF${generatedHeader}\r\n\r\nnew\r\n`,
    },
    {
      name: "counts as current with CRLF",
      plan: generated("f.ts", "same"),
      before: `${generatedHeader}\r\n\r\nsame\r\n`,
      kind: "unchanged",
      after: `${generatedHeader}\r\n\r\nsame\r\n`,
    },
    {
      name: "is the user's without its header, and told when it differs",
      plan: generated("f.ts", "new"),
      before: "mine\n",
      kind: "keep",
      after: "mine\n",
      problem: 'warning GEN2010: f.ts is yours (it has no "Code generated" line) and differs from the contract',
    },
    {
      name: "is the user's without its header, in silence while it is the same",
      plan: file("f.ts", "generated", `${generatedHeader}\n// source: a.api\n\nsame\n`),
      before: "// source: a.api\n\nsame\n",
      kind: "unchanged",
      after: "// source: a.api\n\nsame\n",
    },
    {
      name: "is not touched once it is scaffolded",
      plan: scaffolded("f.ts", "stub"),
      before: `${scaffoldedHeader}\n\nmy work\n`,
      kind: "unchanged",
      after: `${scaffoldedHeader}\n\nmy work\n`,
    },
    {
      name: "is not touched with comments above its header",
      plan: scaffolded("f.ts", "stub"),
      before: `#!/usr/bin/env node\n/*\n * Copyright\n */\n// all rights reserved\n${scaffoldedHeader}\n\nmy work\n`,
      kind: "unchanged",
      after: `#!/usr/bin/env node\n/*\n * Copyright\n */\n// all rights reserved\n${scaffoldedHeader}\n\nmy work\n`,
    },
    {
      name: "is kept and told when the header stands in its code alone",
      plan: scaffolded("f.ts", "stub"),
      before: `const text = 1;\n${scaffoldedHeader}\n`,
      kind: "keep",
      after: `const text = 1;\n${scaffoldedHeader}\n`,
      problem: "warning GEN2011: f.ts was not made by tsgoctl and is kept",
    },
    {
      name: "is kept and told when it never was scaffolded",
      plan: scaffolded("f.ts", "stub"),
      before: "other work\n",
      kind: "keep",
      after: "other work\n",
      problem: "warning GEN2011: f.ts was not made by tsgoctl and is kept",
    },
    {
      name: "is kept in silence where a scaffolded file has no header",
      plan: file("README.md", "scaffolded", "# Service\n"),
      before: "# Mine\n",
      kind: "unchanged",
      after: "# Mine\n",
    },
  ])("$name", async ({ plan, before, kind, after, problem }) => {
    const host = createMemoryHost({ [`out/${plan.path}`]: before });
    expect(await run([plan], host)).toEqual({
      actions: [`${kind} ${plan.path}`],
      problems: problem === undefined ? [] : [problem],
    });
    expect(host.files()).toEqual({ [`out/${plan.path}`]: after });
  });
});

it("leaves a scaffolded file alone of which the text cannot be known, and goes on with the others", async () => {
  const latin = { kind: "unreadable", reason: "not UTF-8 text" } as const;
  const host = createMemoryHost({ "out/logic.ts": latin, "out/types.ts": `${generatedHeader}\n\nold\n` });
  const plan = [scaffolded("logic.ts", "stub"), generated("types.ts", "new")];
  expect(await run(plan, host)).toEqual({ actions: ["unchanged logic.ts", "update types.ts"], problems: [] });
  expect(host.read("out/logic.ts")).toEqual(latin);
});

it.runIf(process.platform === "linux")(
  "tells that a file system takes no files, and not that others changed it",
  async () => {
    const { diagnostics } = await applyPlan(
      [generated("f.ts", "x")],
      { directory: "/proc/new", mode: "write" },
      createNodeHost(),
    );
    expect(diagnostics).toMatchObject([
      { code: "GEN2005", message: "cannot write /proc/new: the file system takes no new files there" },
    ]);
  },
);

function config(keys: string, imports: string): string {
  return `import { ${imports} } from "./rest-conf.ts";\n\nexport const Config = RestConf.extend({${keys}});\n`;
}

it("tells what a merged file of somebody else lacks", async () => {
  const plan = file(
    "config.ts",
    "merged",
    `${scaffoldedHeader}\n\n${config("\n  auth: AuthConf,\n  admin: AuthConf,\n", "AuthConf, RestConf")}`,
  );
  const theirs = config("\n  own: 1,\n", "RestConf");
  const host = createMemoryHost({ "out/config.ts": theirs });
  expect(await run([plan], host)).toEqual({
    actions: ["keep config.ts"],
    problems: [
      "warning GEN2021: not all could be added to config.ts: it was not made by tsgoctl; add by hand: " +
        'import { AuthConf, RestConf } from "./rest-conf.ts"; auth: AuthConf, admin: AuthConf,',
    ],
  });
  expect(host.files()).toEqual({ "out/config.ts": theirs });
});

it("tells that a settings file has two documents", async () => {
  const host = createMemoryHost({ "out/etc/a.yaml": "Name: a\n---\nName: b\n" });
  expect(await run([file("etc/a.yaml", "merged", "Name: a\nPort: 1\n")], host)).toEqual({
    actions: [],
    problems: ["error GEN2020: file cannot be merged: expected one YAML document, found a second one"],
  });
});

describe("a run is refused as a whole", () => {
  const other = generated("other.ts", "x");

  it.each<{ path: string; problem: string }>([
    { path: "../up.ts", problem: "it is outside of the project folder" },
    { path: "a/../../up.ts", problem: "it is outside of the project folder" },
    { path: "/etc/passwd", problem: "expected a path below the project folder, found an absolute one" },
    { path: "C:/x.ts", problem: "expected a path below the project folder, found an absolute one" },
    { path: "a//b.ts", problem: "a name in the path is empty" },
    { path: "a\0b.ts", problem: "it holds a character that a file name cannot have" },
    { path: String.raw`a\b.ts`, problem: "it holds a character that a file name cannot have" },
    { path: "a./b.ts", problem: "a name in the path ends with a dot or a space" },
    { path: "aux.ts", problem: "aux.ts is the name of a device on Windows" },
    { path: `${"x".repeat(231)}.ts`, problem: "a name in the path is longer than 230 bytes" },
    { path: `${"ä".repeat(120)}.ts`, problem: "a name in the path is longer than 230 bytes" },
    { path: "long/".repeat(500), problem: "the path is longer than 2048 bytes" },
  ])("for the path $path", async ({ path, problem }) => {
    const host = createMemoryHost();
    const { actions, problems } = await run([other, generated(path, "x")], host);
    expect(actions).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("error GEN2001: cannot write to");
    expect(problems[0]).toContain(problem);
    expect(host.files()).toEqual({});
  });

  it.each<{
    name: string;
    plan: readonly VirtualFile[];
    entries: Readonly<Record<string, MemoryEntry>>;
    problem: string;
  }>([
    {
      name: "paths that differ only in case",
      plan: [generated("a/Types.ts", "x"), generated("A/types.ts", "x")],
      entries: {},
      problem: "error GEN2002: A/types.ts and a/Types.ts would be the same file",
    },
    {
      name: "a file that is another's folder",
      plan: [generated("a", "x"), generated("a/b.ts", "x")],
      entries: {},
      problem: "error GEN2003: cannot write a/b.ts: the file a is in the way",
    },
    {
      name: "a folder in the way",
      plan: [generated("f.ts", "x")],
      entries: { "out/f.ts/x": "" },
      problem: "error GEN2003: cannot write f.ts: a folder of that name is in the way",
    },
    {
      name: "a link in the way",
      plan: [scaffolded("f.ts", "x")],
      entries: { "out/f.ts": { kind: "link", target: "/etc/passwd" } },
      problem: "error GEN2003: cannot write f.ts: a symbolic link of that name is in the way",
    },
    {
      name: "a folder that is a link",
      plan: [generated("a/f.ts", "x")],
      entries: { "out/a": { kind: "link", target: "/tmp" } },
      problem: "error GEN2003: cannot write a/f.ts: the symbolic link a is in the way",
    },
    {
      name: "a folder that is a file, told once",
      plan: [generated("a/f.ts", "x"), generated("a/g.ts", "x")],
      entries: { "out/a": "text" },
      problem: "error GEN2003: cannot write a/f.ts: the file a is in the way",
    },
    {
      name: "a project folder that is a file",
      plan: [generated("f.ts", "x")],
      entries: { out: "text" },
      problem: "error GEN2003: cannot write out: the file out is in the way",
    },
    {
      name: "a project folder that is a link to nothing",
      plan: [generated("f.ts", "x")],
      entries: { out: { kind: "link", target: "gone" } },
      problem: "error GEN2003: cannot write out: the symbolic link out, which leads nowhere, is in the way",
    },
    {
      name: "a file that cannot be read",
      plan: [generated("f.ts", "x")],
      entries: { "out/f.ts": { kind: "unreadable", reason: "permission denied" } },
      problem: "error GEN2004: cannot read f.ts: permission denied",
    },
  ])("for $name", async ({ plan, entries, problem }) => {
    const host = createMemoryHost(entries);
    const before = host.files();
    for (const mode of ["dry-run", "check", "write"] as const) {
      expect(await run([other, ...plan], host, mode)).toEqual({ actions: [], problems: [problem] });
    }
    expect(host.files()).toEqual(before);
  });

  it("reaches the project folder itself through a link", async () => {
    const host = createMemoryHost({ "real/x": "", out: { kind: "link", target: "real" } });
    expect(await run([generated("f.ts", "x")], host)).toEqual({ actions: ["create f.ts"], problems: [] });
    expect(Object.keys(host.files())).toEqual(["real/f.ts", "real/x"]);
  });
});

import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { expect, it } from "vitest";

import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import type { Host } from "../../src/host/host.ts";
import { writeProject } from "./written-project.ts";

const context = "internal/svc/servicecontext.ts";
const config = "internal/config/config.ts";
const settings = "etc/shop-api.yaml";

const route = (server: string) => `@server (${server})\nservice shop-api {\n\t@handler Get\n\tget /items\n}\n`;
const table = (name: string) => `CREATE TABLE ${name} (id bigint NOT NULL PRIMARY KEY);\n`;

interface Step {
  readonly what: string;
  readonly server: string;
  readonly tables: readonly string[];
  /** What is added to each of the user's files, by name. */
  readonly added: Readonly<Record<string, readonly string[]>>;
}

/** What happens to a contract in the life of a service. Nothing that goes away is taken out of a user's file. */
const steps: readonly Step[] = [
  {
    what: "a middleware comes",
    server: "middleware: Audit,Tenant",
    tables: ["item"],
    added: { [context]: ["tenant"] },
  },
  {
    what: "a token is asked for",
    server: "middleware: Audit,Tenant\njwt: Auth",
    tables: ["item"],
    added: {
      [config]: ["auth"],
      [settings]: ["Auth"],
      "etc/shop-api.dev.yaml": ["Auth"],
      "package.json": ["dependencies.jsonwebtoken", "devDependencies.@types/jsonwebtoken"],
    },
  },
  {
    what: "a table comes",
    server: "middleware: Audit,Tenant\njwt: Auth",
    tables: ["item", "tag"],
    added: { [context]: ["tagModel", "tagSchema"] },
  },
  { what: "all but one thing goes", server: "middleware: Tenant", tables: ["tag"], added: {} },
  {
    what: "other things come",
    server: "middleware: Limit\njwt: Admin",
    tables: ["tag", "price"],
    added: {
      [context]: ["limit", "priceModel", "priceSchema"],
      [config]: ["admin"],
      [settings]: ["Admin"],
      "etc/shop-api.dev.yaml": ["Admin"],
    },
  },
];

/** The user's files as they may look after a year. */
function grow(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return {
    [context]: edited(files[context], [
      ["import type { Config }", 'import { Mailer } from "../mail/mailer.ts";\nimport type { Config }'],
      [
        "  readonly config: Config;",
        "  /** ours */\n  readonly mailer: Mailer;\n  private readonly since = new Date();\n  readonly config: Config;",
      ],
      [
        "    this.config = config;",
        "    this.config = config; // first\n    this.mailer = new Mailer(config.mail.from);",
      ],
      [
        "  /** Called when",
        "  age(now: Date): number {\n    return now.getTime() - this.since.getTime();\n  }\n\n  /** Called when",
      ],
    ]),
    [config]: edited(files[config], [
      ["import type { z }", "import { z }"],
      [
        "RestConf.extend({",
        'RestConf.extend({\n  // ours\n  mail: z.object({ from: z.string().default("a@b.c") }).prefault({}),',
      ],
    ]),
    [settings]: `# ours\n${files[settings] ?? ""}\nMail: { From: shop@example.com } # who sends\n`,
    "internal/mail/mailer.ts":
      "export class Mailer {\n  readonly from: string;\n  constructor(from: string) {\n    this.from = from;\n  }\n}\n",
  };
}

function edited(text = "", edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((before, [place, replacement]) => {
    expect(before).toContain(place);
    return before.replace(place, () => replacement);
  }, text);
}

function put(host: Host, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    if (host.inspect(path).kind === "file") host.remove(path);
    if (path === "internal/mail/mailer.ts" && host.inspect("internal/mail").kind === "missing")
      host.makeDirectory("internal/mail");
    host.create(path, text);
  }
}

const generate = (host: Host) => generateProject({ ...projectDefaults, api: "shop.api" }, host);

/** A text without the lines in which names of ours are listed, and may be added: imports from the runtime, lists of schemas. */
function fixed(text = ""): string {
  return text.replaceAll(/^import .* from "\.\.\/runtime\/.*\n/gmu, "").replace(/\[\w+Schema(?:, \w+Schema)*\]/u, "[]");
}

/** Whether the lines of a text stand in another one, in their order. */
function keeps(after: string, before: string): boolean {
  const lines = after.split("\n");
  let from = 0;
  return before.split("\n").every((line) => {
    from = lines.findIndex((other, index) => index >= from && (other === line || other === `${line},`)) + 1;
    return from > 0;
  });
}

it("what a user has added to the service context, the config and the settings stays through every change", async () => {
  const host = createMemoryHost({ "shop.api": route("middleware: Audit"), "shop.sql": table("item") });
  await generate(host);
  const grown = grow(host.files());
  put(host, grown);
  expect((await generate(host)).actions.filter(({ kind }) => kind !== "unchanged")).toEqual([]);

  for (const { what, server, tables, added } of steps) {
    const before = host.files();
    put(host, { "shop.api": route(server), "shop.sql": tables.map(table).join("") });
    const { actions, diagnostics } = await generate(host);
    expect(
      diagnostics.filter(({ code }) => code !== "GEN2040"),
      what,
    ).toEqual([]);
    const merged = actions.filter(({ kind }) => kind === "merge").map(({ path, edits }) => [path, edits?.toSorted()]);
    expect(Object.fromEntries(merged), what).toEqual(added);
    for (const path of Object.keys(grown)) {
      expect(keeps(fixed(host.files()[path]), fixed(before[path])), `${what}: ${path}`).toBe(true);
    }
    expect(
      (await generate(host)).actions.filter(({ kind }) => kind !== "unchanged"),
      what,
    ).toEqual([]);
  }

  const project = writeProject(host.files());
  try {
    const tsc = join(import.meta.dirname, "../../node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [tsc], { cwd: project.folder, encoding: "utf8" });
  } finally {
    project.remove();
  }
}, 120_000);

it("a list that stands elsewhere is told, and keeps nothing else from being added", async () => {
  const host = createMemoryHost({ "shop.api": route("middleware: Audit"), "shop.sql": table("item") });
  await generate(host);
  const text = edited(host.files()[context], [
    ["/** What the service", "const schemas = [itemSchema];\n\n/** What the service"],
    ["dataSource, [itemSchema]", "dataSource, schemas"],
  ]);
  put(host, {
    [context]: text,
    "shop.api": route("middleware: Audit,Tenant"),
    "shop.sql": table("item") + table("tag"),
  });
  const { actions, diagnostics } = await generate(host);
  expect(diagnostics).toMatchObject([
    {
      code: "GEN2021",
      message: `not all could be added to ${context}: the list that this.database is made with stands elsewhere; add by hand: tagSchema`,
    },
  ]);
  expect(actions.find(({ path }) => path === context)).toMatchObject({ kind: "merge", edits: ["tagModel", "tenant"] });
  expect(host.files()[context]).toContain("this.tenant = new TenantMiddleware();");
  expect(host.files()[context]).not.toContain("tagSchema");
  expect((await generate(host)).actions.find(({ path }) => path === context)?.kind).toBe("keep");
});

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { readConfigFile } from "../../../templates/runtime/config/config.ts";
import { secret } from "../../../templates/runtime/config/conf-value.ts";
import { problemTexts } from "./problem-texts.ts";

const root = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "tsgoctl-formats-"));
afterAll(() => rmSync(folder, { recursive: true }));

const Settings = z.object({
  name: z.string(),
  port: z.int(),
  ratio: z.number().default(1),
  day: z.string().optional(),
  big: z.int64().optional(),
  auth: z.object({ accessSecret: secret() }).optional(),
  cacheRedis: z.array(z.object({ host: z.string() })).default([]),
});

function read(file: string, text: string) {
  const path = join(folder, file);
  writeFileSync(path, text);
  const { config, errors, warnings } = readConfigFile(path, Settings, { HOST: "redis:6379" });
  return { config, errors: problemTexts(errors), warnings: problemTexts(warnings) };
}

describe("settings in JSON", () => {
  it("are read with tabs, escapes, exponents and a BOM", () => {
    const text = '\uFEFF{\n\t"Name": "a\\/b \\ud83d\\ude00 yes",\n\t"Port": 1e3,\n\t"Ratio": -1.5E-3\n}\n';
    expect(read("a.json", text)).toEqual({
      config: { name: "a/b 😀 yes", port: 1000, ratio: -0.0015, cacheRedis: [] },
      errors: [],
      warnings: [],
    });
  });

  it("may have a key twice: the last one counts, as in Go, and a warning says so", () => {
    const { config, warnings } = read("a.json", '{"Name":"a",\n"Port":1,\n"Name":"b"}');
    expect(config?.name).toBe("b");
    expect(warnings).toEqual(["3: Name: is given twice, as Name and as Name"]);
  });

  it("are called JSON where they are wrong", () => {
    expect(read("a.json", '{"Name": "a"\n"Port": 1}').errors[0]).toMatch(/^2: : is not valid JSON: /);
  });
});

describe("settings in TOML", () => {
  it("are read with sections, lists of sections, dates, whole numbers of any length and variables", () => {
    const text = `name = "a"
Port = 0x10
Ratio = 1e-3
Day = 2026-01-02
Big = 9007199254740993
[Auth]
AccessSecret = "0123456789abcdef0123456789abcdef"
[[CacheRedis]]
Host = "\${HOST}"
[[CacheRedis]]
Host = "b"
`;
    expect(read("a.TOML", text)).toEqual({
      config: {
        name: "a",
        port: 16,
        ratio: 0.001,
        day: "2026-01-02",
        big: 9007199254740993n,
        auth: { accessSecret: "0123456789abcdef0123456789abcdef" },
        cacheRedis: [{ host: "redis:6379" }, { host: "b" }],
      },
      errors: [],
      warnings: [],
    });
  });

  it("are checked like others; their library knows no lines of values", () => {
    const { errors, warnings } = read("a.toml", 'Port = "1"\nNmae = "a"\n[Auth]\nAccessSecret = "pa55"\n');
    expect(errors).toEqual([
      "0: Name: is required",
      "0: Port: expected a number, found a text",
      "0: Auth.AccessSecret: is shorter than 8 bytes",
    ]);
    expect(warnings).toEqual(["0: Nmae: is not a known key and is ignored; did you mean Name?"]);
  });

  it.each([
    ["a text without quotes", 'Port = 1\nName = "a"\n[Auth]\nAccessSecret = pa55word\n', 4],
    ["a key that is given twice", 'Name = "pa55word"\nName = "b"\n', 2],
    ["a text that does not end", 'Port = 1\nName = "pa55word\n', 2],
  ])("are told to be wrong with their line, and without their text: %s", (_case, text, line) => {
    const { errors } = read("a.toml", text);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(new RegExp(`^${line}: : is not valid TOML: [a-z]`));
    expect(errors[0]).not.toMatch(/pa55|\n/);
  });

  it("ask for the package where a project has none", { timeout: 60_000 }, () => {
    const project = join(folder, "without-package");
    mkdirSync(join(project, "node_modules"), { recursive: true });
    for (const name of ["zod", "yaml"])
      symlinkSync(join(root, "node_modules", name), join(project, "node_modules", name));
    cpSync(join(root, "templates/runtime"), project, { recursive: true });
    writeFileSync(join(project, "package.json"), '{ "type": "module" }');
    writeFileSync(join(project, "a.toml"), 'Name = "a"\nPort = 1\n');
    writeFileSync(
      join(project, "main.ts"),
      `import { loadConfig } from "./config/config.ts";
import { RestConf } from "./config/rest-conf.ts";
loadConfig("a.toml", RestConf);
`,
    );
    const tsx = import.meta.resolve("tsx");
    const { status, stderr } = spawnSync(process.execPath, ["--import", tsx, "main.ts"], {
      cwd: project,
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([
      1,
      "error: a.toml: TOML is read by a package that is not there: npm install smol-toml\n",
    ]);
  });
});

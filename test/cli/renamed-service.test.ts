import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, expect, it } from "vitest";

import { openWorkshop } from "./workshop.ts";
import type { Workshop } from "./workshop.ts";

let workshop: Workshop;
beforeEach(async () => {
  workshop = openWorkshop();
  workshop.write("user.api", "service user-api {\n\t@handler Ping\n\tget /ping\n}\n");
  await generate();
});
afterEach(() => workshop.remove());

const generate = (...options: readonly string[]) =>
  workshop.run("api", "ts", "-api", "@/user.api", "-dir", "@", ...options);
const check = () => generate("--check");

const at = (path: string) => join(workshop.folder, path);

function edit(path: string, ...changes: readonly (readonly [before: string, after: string])[]): void {
  for (const [before, after] of changes) {
    const text = readFileSync(at(path), "utf8");
    expect(text).toContain(before);
    writeFileSync(at(path), text.replaceAll(before, after));
  }
}

/** What a run tells of a service that is called `name` from now on. */
async function rename(name: string): Promise<string> {
  edit("user.api", ["service user-api", `service ${name}`]);
  const { exitCode, problems } = await generate();
  expect(exitCode).toBe(0);
  return problems;
}

const green = { exitCode: 0, problems: "" };

it("a new project is not told", async () => {
  for (const path of ["package.json", "user.ts"]) rmSync(at(path));
  expect(await check()).toMatchObject({ exitCode: 1, problems: "" });
  expect(await generate()).toMatchObject(green);
  expect(await check()).toMatchObject(green);
});

it("a renamed service is told at its name, and what is to be done makes the check green again", async () => {
  expect(await rename("account-api")).toBe(`\
warning GEN2055: the script dev runs user.ts with etc/user-api.yaml, which are not of the service account-api: it has account.ts with etc/account-api.yaml
 --> @/user.api:1:9
  |
1 | service account-api {
  |         ^^^^^^^^^^^
help: move your settings to etc/account-api.yaml, name the new files in package.json and tsconfig.json, and delete user.ts and etc/user-api.yaml; or name the service as before

1 warning
`);
  for (const settings of ["yaml", "dev.yaml"]) {
    renameSync(at(`etc/user-api.${settings}`), at(`etc/account-api.${settings}`));
    edit(`etc/account-api.${settings}`, ["Name: user-api", "Name: account-api"]);
  }
  expect((await check()).exitCode).toBe(1);
  edit("package.json", ["watch user.ts -f etc/user-api", "watch account.ts -f etc/account-api"]);
  expect((await check()).problems).toContain("the script start runs user.ts");
  edit("package.json", ["dist/user.js -f etc/user-api", "dist/account.js -f etc/account-api"]);
  edit("tsconfig.json", ['"user.ts"', '"account.ts"']);
  rmSync(at("user.ts"));
  expect(await check()).toMatchObject(green);
});

it("the old name makes the check green again", async () => {
  expect(await rename("account-api")).toContain("GEN2055");
  expect((await check()).exitCode).toBe(1);
  edit("user.api", ["account-api", "user-api"]);
  for (const path of ["account.ts", "etc/account-api.yaml", "etc/account-api.dev.yaml"]) rmSync(at(path));
  await generate();
  expect(await check()).toMatchObject(green);
});

it("a service with another name and the same entry is told of its settings", async () => {
  edit("user.ts", ['"etc/user-api.yaml"', "'etc/prod.json'"]);
  writeFileSync(at("etc/prod.json"), '{\n  "Name": "user-api"\n}\n');
  const told = await rename("user");
  expect(told).toContain("runs user.ts with etc/prod.json, which are not of the service user: it has user.ts with");
  expect(told).toContain("name the new files in package.json and user.ts, and delete etc/prod.json;");
  edit("package.json", ["etc/user-api", "etc/user"]);
  edit("user.ts", ["etc/prod.json", "etc/user.yaml"]);
  expect(await check()).toMatchObject(green);
});

it.each<[what: string, prepare: () => void]>([
  ["settings of another name", () => edit("etc/user-api.yaml", ["Name: user-api", "Name: user-of-production"])],
  [
    "an entry that reads another file",
    () => {
      edit("user.ts", ["etc/user-api.yaml", "etc/prod.json"]);
      writeFileSync(at("etc/prod.json"), '{\n  "Name": "user-api",\n  "Telemetry": {\n    "Name": "users"\n  }\n}\n');
    },
  ],
  [
    "an entry that reads what has no name to be seen",
    () => {
      edit("user.ts", ["etc/user-api.yaml", "etc/prod.json"]);
      writeFileSync(at("etc/prod.json"), '{ "Port": 80, "Name": "users" }\n');
    },
  ],
  [
    "an entry that reads a file of another machine",
    () => edit("user.ts", ["etc/user-api.yaml", "/etc/user/prod.yaml"]),
  ],
  [
    "an entry and settings under other names",
    () => {
      edit("package.json", ["user.ts", "main.ts"], ["dist/user.js -f etc/user-api", "dist/main.js -f etc/main"]);
      writeFileSync(at("main.ts"), readFileSync(at("user.ts"), "utf8").replace("etc/user-api", "etc/main"));
      writeFileSync(at("etc/main.yaml"), readFileSync(at("etc/user-api.yaml"), "utf8"));
    },
  ],
  [
    "a second process, with settings of its own",
    () => {
      writeFileSync(at("worker.ts"), readFileSync(at("user.ts"), "utf8").replace("etc/user-api", "etc/worker"));
      writeFileSync(at("etc/worker.yaml"), "Name: worker\nPort: 8889\n");
      edit("package.json", ['"start": "', '"worker": "node dist/worker.js", "start": "node dist/worker.js & ']);
    },
  ],
  [
    "a start of the user's own",
    () => {
      edit("package.json", ["node dist/user.js", "node dist/main.js"], ["tsx watch user.ts", "tsx watch main.ts"]);
      writeFileSync(at("main.ts"), 'import { configPath } from "x";\nconfigPath([], "etc/main.yaml");\n');
      writeFileSync(at("etc/main.yaml"), "Name: main\n");
    },
  ],
])("a service that is called as ever is not told: %s", async (_, prepare) => {
  prepare();
  await generate();
  expect(await check()).toMatchObject(green);
});

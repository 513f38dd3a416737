import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, expect, it } from "vitest";

import { openWorkshop } from "./workshop.ts";
import type { Workshop } from "./workshop.ts";

const contract = `type (
	LoginReq {
		Name string \`json:"name,optional" validate:"ours"\`
	}
	LoginResp {
		Token string \`json:"token"\`
	}
)
@server (
	middleware: Audit
)
service user-api {
	@handler Login
	post /login (LoginReq) returns (LoginResp)
}
`;

let workshop: Workshop;
beforeEach(async () => {
  workshop = openWorkshop();
  workshop.write("user.api", contract);
  await generate();
  edit("internal/server/validationrules.ts", /unwritten\("ours"\)/u, "() => true");
});
afterEach(() => workshop.remove());

const generate = (...options: readonly string[]) =>
  workshop.run("api", "ts", "-api", "@/user.api", "-dir", "@", ...options);

function edit(path: string, place: RegExp, text: string): void {
  const before = readFileSync(join(workshop.folder, path), "utf8");
  const after = before.replace(place, text);
  expect(after).not.toBe(before);
  writeFileSync(join(workshop.folder, path), after);
}

/** What a run tells, and cannot do: the codes, and whether `--check` fails when all else is done. */
async function afterRun() {
  expect((await generate()).exitCode).toBe(0);
  const { exitCode, problems, results } = await generate("--check");
  const json: unknown = JSON.parse((await generate("--check", "--format", "json")).results);
  expect(json).toMatchObject({ ok: exitCode === 0 });
  expect(results).not.toMatch(/^(?:create|update|merge|patch) /mu);
  return { exitCode, codes: [...problems.matchAll(/^warning (?<code>\w+):/gmu)].map(([, code]) => code) };
}

const logic = "internal/logic/loginlogic.ts";

it("a project in step with its contract passes the check", async () => {
  expect(await afterRun()).toEqual({ exitCode: 0, codes: [] });
});

it.each<[code: string, why: string, spoil: () => void]>([
  [
    "GEN2021",
    "a member cannot be added",
    () => {
      edit("internal/svc/servicecontext.ts", /class ServiceContext/u, "class Context");
      edit("user.api", /: Audit/u, ": Audit,Tenant");
    },
  ],
  ["GEN2040", "a handler is of an earlier run", () => edit("user.api", /Login\n/u, "SignIn\n")],
  [
    "GEN2041",
    "a signature does not fit",
    () => edit(logic, /async login\(req: LoginReq\)/u, "async login(req: LoginReq, more: number)"),
  ],
  ["GEN2050", "a method has another name", () => edit(logic, /async login/u, "async logIn")],
  [
    "GEN2052",
    "a type is used that is gone",
    () => {
      edit(logic, /export class/u, "export type Mine = LoginReq | string;\n\nexport class");
      edit("user.api", /LoginReq/gu, "SignInReq");
    },
  ],
  ["GEN2053", "a file cannot be read", () => edit(logic, /async login\(req: LoginReq\)/u, "async login(req:: number)")],
])("%s fails the check: %s", async (code, _, spoil) => {
  spoil();
  const { exitCode, codes } = await afterRun();
  expect(codes).toContain(code);
  expect(exitCode).toBe(1);
});

it.each<[code: string, why: string, spoil: () => void]>([
  ["GEN2010", "a generated file was taken over", () => edit("internal/types/types.ts", /^.*\n.*\n/u, "// mine\n")],
  ["GEN2011", "a file is somebody else's", () => edit("user.ts", /^.*\n/u, "")],
  [
    "GEN2042",
    "a rule is not written yet",
    () => edit("internal/server/validationrules.ts", /\(\) => true/u, 'unwritten("ours")'),
  ],
  [
    "GEN2043",
    "the compiler's settings are the user's",
    () => writeFileSync(join(workshop.folder, "tsconfig.json"), "{}\n"),
  ],
])("%s does not, as it may stay so: %s", async (code, _, spoil) => {
  spoil();
  expect(await afterRun()).toEqual({ exitCode: 0, codes: [code] });
});

it("passes again when what is left behind is gone", async () => {
  edit("user.api", /Login\n/u, "SignIn\n");
  expect((await afterRun()).codes).toEqual(["GEN2040", "GEN2051", "GEN2040"]);
  for (const path of ["internal/handler/loginhandler.ts", "test/login.test.ts", logic])
    rmSync(join(workshop.folder, path));
  expect(await afterRun()).toEqual({ exitCode: 0, codes: [] });
});

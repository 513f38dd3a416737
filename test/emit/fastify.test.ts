import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { format } from "prettier";
import { expect, it } from "vitest";

import { planProject } from "../../src/emit/fastify/project.ts";
import { packageVersions } from "../../src/emit/fastify/package-versions.ts";
import { restConfKeys } from "../../src/emit/fastify/rest-conf-keys.ts";
import { defaultFileStyle } from "../../src/emit/file-style.ts";
import { compiledTemplates, runtimeSources } from "../../src/emit/templates/embedded.js";
import type { VirtualFile } from "../../src/emit/virtual-file.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { loadApi } from "../../src/load/load-api.ts";
import { checkApi } from "../../src/model/check-api.ts";
import { RestConf } from "../../templates/runtime/config/rest-conf.ts";

const root = join(import.meta.dirname, "../..");

function plan(contract: string): readonly VirtualFile[] {
  const host = createMemoryHost({ "user.api": contract });
  const { spec, diagnostics } = checkApi(loadApi("user.api", host).program);
  if (spec === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return planProject(spec, [], {
    style: defaultFileStyle,
    typeFiles: "one",
    int64: "number",
    extras: [],
    contract: "user.api",
    ddl: [],
  });
}

const everything = `
info (
	desc: "*/ \`\${x}\` 'quotes' | <b>"
)
type Base {
	Id int64 \`json:"id"\` // */ closes
	Note string \`json:"note,optional"\`
}
type Item {
	Base
	Sub {
		A bool \`json:"a"\`
		B map[string]Base \`json:"b"\`
	} \`json:"sub"\`
	Next *Item \`json:"next,optional"\`
	Raw []byte \`json:"raw"\`
	Constructor any \`json:"constructor"\`
}
type Promise {
	Type string \`json:"type,options=a|b"\`
}
type ListReq {
	Page int \`form:"page,default=1,range=[1:100)"\`
	Size *int \`form:"page-size,optional"\`
	Id int64 \`path:"id"\`
	Trace string \`header:"X-Trace-Id"\`
	Tags []string \`json:"tags,options=a|b"\`
}
@server (
	group: admin/tools
	prefix: /v1
	jwt: Auth
	middleware: RateLimit,auth_check
	timeout: 5s
	maxBytes: 2048
)
service user-api {
	// lists */ items
	@handler ListItems
	put /items/:id (ListReq) returns ([]Item)
	@handler constructor
	post /promise (Promise) returns (Promise)
}
@server (
	group: other
)
service user-api {
	@handler ListItems
	delete /x
	@handler delete
	get /strings returns ([]string)
}
`;

it("is in prettier's form wherever a line does not come out too long", async () => {
  const files = plan(everything).filter(
    ({ path, text }) => /\.(?:ts|json|yaml|md)$/u.test(path) && text.split("\n").every((line) => line.length <= 120),
  );

  expect(files.length).toBeGreaterThan(40);
  for (const { path, text } of files) {
    expect(await format(text, { filepath: path, printWidth: 120 }), path).toBe(text);
  }
});

it("has the same bytes for the same contract", () => {
  expect(plan(everything)).toEqual(plan(everything));
});

it("holds no any, no suppressed check and no to-do", () => {
  for (const { path, text } of plan(everything)) {
    expect(text, path).not.toMatch(/\bany\b(?=\s*[;,)\]>=|&])|: any\b|as any\b|@ts-|eslint-|oxlint-|TODO/u);
  }
});

it("tells handlers of one name in different groups apart", () => {
  const routes = plan(everything).find(({ path }) => path === "internal/handler/routes.ts")?.text;

  expect(routes).toContain(
    'import { listItemsHandler as adminToolsListItemsHandler } from "./admin/tools/listitemshandler.ts";',
  );
  expect(routes).toContain(
    'group.put("/v1/items/:id", { schema: adminToolsListItemsSchema, bodyLimit: 2048, config: { timeout: 5000 } }',
  );
  expect(routes).toContain('group.delete("/x", { schema: otherListItemsSchema }, otherListItemsHandler(svcCtx));');
});

it("names the field of a header as in Go, whatever letters the header has, and a pointer to a pointer once", () => {
  const fields = [
    'Cookie string `header:"Cookie"`',
    'TE string `header:"Transfer-Encoding"`',
    'Id string `header:"id"`',
    'UserID string `form:"UserID"`',
    'Twice **int `json:"twice"`',
  ];
  const files = plan(`type Req {\n${fields.join("\n")}\n}\nservice a {\n@handler Get\npost / (Req)\n}\n`);
  const types = files.find(({ path }) => path === "internal/types/types.ts")?.text ?? "";
  expect(types.match(/^ {2}.+;$/gmu)).toEqual([
    "  cookie: string;",
    "  te: string;",
    "  id: string;",
    "  UserID: string;",
    "  twice: number | null;",
  ]);
});

it("asks for exactly the packages that its files import", () => {
  const withToken = plan(everything).find(({ path }) => path === "package.json")?.text ?? "";
  const without = plan("service a {\n@handler Get\nget /\n}\n").find(({ path }) => path === "package.json")?.text ?? "";

  expect(Object.keys(JSON.parse(withToken).dependencies)).toEqual([
    "@fastify/under-pressure",
    "close-with-grace",
    "fastify",
    "jsonwebtoken",
    "prom-client",
    "yaml",
    "zod",
  ]);
  expect(without).not.toContain("mysql2");
  expect(without).not.toContain("ioredis");
});

it("gives generated projects the package versions that this repository is tested with", () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const tested = { ...devDependencies, ...dependencies };

  for (const [name, version] of Object.entries(packageVersions)) expect(tested[name], name).toBe(version);
});

it("embeds every template and every runtime file as it stands", () => {
  const templates = readdirSync(join(root, "templates"), { recursive: true, encoding: "utf8" });
  const names = templates.filter((name) => name.endsWith(".hbs")).map((name) => name.slice(0, -".hbs".length));

  expect(Object.keys(compiledTemplates).toSorted()).toEqual(names.toSorted());
  for (const [name, text] of Object.entries(runtimeSources)) {
    expect(readFileSync(join(root, "templates/runtime", name), "utf8"), name).toBe(text);
  }
});

it("knows every setting that a service has anyway", () => {
  expect([...restConfKeys]).toEqual(Object.keys(RestConf.shape));
});

import { expect, it } from "vitest";

import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import type { Host } from "../../src/host/host.ts";

const contract = `type (
	Order {
		Sku string \`json:"sku"\`
	}
	Key {
		Id int64 \`path:"id"\`
	}
	Item {
		Name string \`json:"name"\`
	}
)
@server (
	prefix: /v1
	group:  order
)
service shop-api {
	@handler Create
	post /orders (Order)

	@handler Get
	get /orders/:id (Key) returns (Item)
}
`;

async function generate(host: Host) {
  return await generateProject({ ...projectDefaults, api: "shop.api" }, host);
}

function testsOf(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => path.includes("test/")));
}

/** What has to be changed in the contract, and which of the tests have to follow. */
const changes: readonly (readonly [what: string, change: (text: string) => string, updated: readonly string[]])[] = [
  [
    "a field is required",
    (text) => text.replace("Sku ", 'Count int32 `json:"count,range=[2:9]"`\n\t\tSku '),
    ["create"],
  ],
  ["a field is a header", (text) => text.replace('json:"sku"', 'header:"X-Sku"'), ["create"]],
  ["a path changes", (text) => text.replace("/orders/:id", "/order/:id"), ["get"]],
  ["the prefix changes", (text) => text.replace("/v1", "/v2"), ["create", "get"]],
  ["a method changes", (text) => text.replace("post /orders", "put /orders"), ["create"]],
  ["a token is asked for", (text) => text.replace("group:  order", "group: order\n\tjwt: Auth"), ["create", "get"]],
  [
    "a type is another",
    (text) =>
      text
        .replace("(Key) returns", "(Place) returns")
        .replace("Key {", 'Place {\n\t\tId string `path:"id,options=left|right"`\n\t}\n\tKey {'),
    ["get"],
  ],
];

it.each(changes)("tests that nobody has edited are those of a new project when %s", async (_, change, updated) => {
  const host = createMemoryHost({ "shop.api": contract });
  await generate(host);
  host.remove("shop.api");
  host.create("shop.api", change(contract));
  const { actions, diagnostics } = await generate(host);
  expect(diagnostics).toEqual([]);
  expect(
    actions.filter(({ kind, path }) => kind === "update" && path.startsWith("test/")).map(({ path }) => path),
  ).toEqual(updated.map((name) => `test/order/${name}.test.ts`));

  const fresh = createMemoryHost({ "shop.api": change(contract) });
  await generate(fresh);
  expect(testsOf(host.files())).toEqual(testsOf(fresh.files()));
});

it("the server of the tests gets its database in memory with the first table", async () => {
  const host = createMemoryHost({ "shop.api": contract });
  await generate(host);
  host.create("shop.sql", "CREATE TABLE sku (id bigint NOT NULL PRIMARY KEY);\n");
  const { actions } = await generate(host);
  expect(actions.find(({ path }) => path === "test/testserver.ts")?.kind).toBe("update");
  expect(host.files()["test/testserver.ts"]).toContain("sqlite::memory:");
});

it.each(changes)("a test that was edited stays when %s", async (_, change) => {
  const host = createMemoryHost({ "shop.api": contract });
  await generate(host);
  const edited: Record<string, string> = {};
  for (const [path, text] of Object.entries(testsOf(host.files()))) {
    edited[path] = text.replace("toBe(501)", "toBe(200)").replace("return {", "return { own: 1,");
    expect(edited[path]).not.toBe(text);
    host.remove(path);
    host.create(path, edited[path]);
  }
  host.remove("shop.api");
  host.create("shop.api", change(contract));
  await generate(host);
  expect(testsOf(host.files())).toEqual(edited);
});

it("the test of a route that is gone is told", async () => {
  const host = createMemoryHost({ "shop.api": contract });
  await generate(host);
  host.remove("shop.api");
  host.create("shop.api", contract.replace("group:  order", "group: orders"));
  const { diagnostics } = await generate(host);
  const stale = diagnostics.filter(({ code }) => code === "GEN2040").map(({ path }) => path);
  expect(stale).toEqual(expect.arrayContaining(["test/order/create.test.ts", "test/order/get.test.ts"]));
});

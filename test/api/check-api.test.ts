import { describe, expect, it } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { loadApi } from "../../src/load/load-api.ts";
import type { ApiSpec, Member, Type } from "../../src/model/api-spec.ts";
import { checkApi } from "../../src/model/check-api.ts";

describe("types of a contract", () => {
  it.each<[string, Type]>([
    ["int64", { kind: "primitive", name: "int64" }],
    ["any", { kind: "any" }],
    ["interface{}", { kind: "any" }],
    ["interface { }", { kind: "any" }],
    ["time.Time", { kind: "time" }],
    ["*Other", { kind: "pointer", target: { kind: "reference", name: "Other" } }],
    ["[]string", { kind: "array", element: { kind: "primitive", name: "string" }, length: undefined }],
    ["[3]byte", { kind: "array", element: { kind: "primitive", name: "byte" }, length: 3 }],
    [
      "map[string][]*Other",
      {
        kind: "map",
        key: { kind: "primitive", name: "string" },
        value: {
          kind: "array",
          element: { kind: "pointer", target: { kind: "reference", name: "Other" } },
          length: undefined,
        },
      },
    ],
  ])("%s", (text, type) => {
    const [member] = membersOf(`X ${text} \`json:"x"\``);
    expect(member).toMatchObject({ kind: "field", name: "X", type });
  });

  it.each<[string, Type]>([
    ["File", { kind: "file" }],
    ["[]File", { kind: "array", element: { kind: "file" }, length: undefined }],
  ])("%s is a file of a form where the contract declares no type of that name", (text, type) => {
    expect(membersOf(`X ${text} \`form:"x,optional"\``)).toMatchObject([
      { type, tag: { bindings: [{ source: "file", name: "x", optional: true }] } },
    ]);
    const own = specOf({ "main.api": `type A {\n  X ${text} \`form:"x"\`\n}\ntype File {}\n${ping}` });
    expect(JSON.stringify(own?.types[0]?.members)).toContain('{"kind":"reference","name":"File"}');
    const alias = specOf({ "main.api": `type A {\n  X ${text} \`json:"x"\`\n}\ntype File string\n${ping}` });
    expect(JSON.stringify(alias?.types[0]?.members)).toContain('{"kind":"primitive","name":"string"}');
  });

  it("a name alone on its line embeds that struct", () => {
    expect(membersOf("Other\n  *More")).toMatchObject([
      { kind: "embedded", name: "Other", pointer: false },
      { kind: "embedded", name: "More", pointer: true },
    ]);
  });

  it("words of the language and Go's keywords can name fields", () => {
    const names = ["type", "map", "returns", "get", "struct", "import", "any", "func"];
    const members = membersOf(names.map((name) => `${name} string \`json:"${name}"\``).join("\n"));
    expect(members.map(({ name }) => name)).toEqual(names);
  });

  it("comments above and behind a field are its documentation, those after a blank line are not", () => {
    const text = '// about the file\n\n  // the name\n  /* of the\n   * user */\n  X int `json:"x"` // in full';
    expect(membersOf(text)).toMatchObject([{ documentation: ["the name", "of the", "user", "in full"] }]);
  });

  it("come from imported files first, each once", () => {
    const spec = specOf({
      "main.api": `import "a.api"\nimport "b/b.api"\ntype M {}\n${ping}`,
      "a.api": `import "b/b.api"\ntype A {}`,
      "b/b.api": `import "../c.api"\ntype B {}`,
      "c.api": `type C {}`,
    });
    expect(spec?.types.map(({ name }) => name)).toEqual(["C", "B", "A", "M"]);
  });
});

describe("routes of a contract", () => {
  it("have the options of their block, overridden by their own", () => {
    const spec = specOf({
      "main.api": `@server(
  jwt: Auth
  group: user
  prefix: /v1
  middleware: Log, Cors
  timeout: 1m30s
  maxBytes: 1024
)
service user-api {
  @handler A
  get /a

  @server(
    group: admin
    timeout: 500ms
  )
  @jwt Admin
  @handler BHandler
  get /b
}
`,
    });
    expect(spec?.routes).toMatchObject([
      {
        handler: "A",
        fullPath: "/v1/a",
        server: {
          jwt: "Auth",
          group: "user",
          prefix: "/v1",
          middlewares: ["Log", "Cors"],
          timeout: 90_000,
          maxBytes: 1024,
        },
      },
      { handler: "B", fullPath: "/v1/b", server: { jwt: "Admin", group: "admin", timeout: 500, maxBytes: 1024 } },
    ]);
  });

  it("@jwt holds for the route behind it only", () => {
    const spec = specOf({
      "main.api": `service a {\n  @jwt Auth\n  @handler A\n  get /a\n  @handler B\n  get /b\n}`,
    });
    expect(spec?.routes.map(({ server }) => server.jwt)).toEqual(["Auth", undefined]);
  });

  it.each([
    "/",
    "/v1.0",
    "/a-1",
    "/last/24h",
    "/.well-known/x",
    "/returns/:id",
    "/2nd/5minutes",
    "/a/",
    "/users/:user-name",
  ])("can have the path %s", (path) => {
    expect(routeOf(`get ${path}`)).toMatchObject({ method: "get", path });
  });

  it.each<[string, Partial<ApiSpec["routes"][number]>]>([
    ["post /x (Other)", { request: { kind: "reference", name: "Other" }, response: undefined }],
    ["post /x (*Other) returns ()", { request: { kind: "reference", name: "Other" }, response: undefined }],
    ["post /x () returns (string);", { request: undefined, response: { kind: "primitive", name: "string" } }],
    ["get /x returns (any)", { response: { kind: "any" } }],
  ])("can have the bodies of %s", (text, route) => {
    expect(routeOf(text)).toMatchObject(route);
  });

  it("are documented by @doc and the comments above", () => {
    const spec = specOf({
      "main.api": `service a {\n  // why\n  @doc(\n    summary: "what"\n    x: y\n  )\n  @handler A\n  get /a\n  @doc "B"\n  @handler B\n  get /b\n}`,
    });
    expect(spec?.routes).toMatchObject([
      {
        documentation: ["what", "why"],
        docProperties: [
          { key: "summary", value: "what" },
          { key: "x", value: "y" },
        ],
      },
      { documentation: ["B"], docProperties: [] },
    ]);
  });
});

const ping = "service user-api {\n  @handler Ping\n  get /ping\n}\n";
const others = "type Other {}\ntype More {}\n";

function specOf(files: Readonly<Record<string, string>>): ApiSpec | undefined {
  const { program, diagnostics } = loadApi("main.api", createMemoryHost(files));
  expect(diagnostics).toEqual([]);
  return checkApi(program).spec;
}

function membersOf(text: string): readonly Member[] {
  const spec = specOf({ "main.api": `type A {\n  ${text}\n}\n${others}${ping}` });
  return spec?.types.find(({ name }) => name === "A")?.members ?? [];
}

function routeOf(text: string): ApiSpec["routes"][number] | undefined {
  return specOf({ "main.api": `${others}service user-api {\n  @handler A\n  ${text}\n}\n` })?.routes[0];
}

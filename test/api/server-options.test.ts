import { describe, expect, it } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { loadApi } from "../../src/load/load-api.ts";
import { checkApi } from "../../src/model/check-api.ts";

// A key with the value of a block, and the one that a route of the block has before itself.
const keys: readonly (readonly [key: string, block: string, own: string])[] = [
  ["group", "user", "admin/tools"],
  ["prefix", "/v1", '"/v2/:tenant"'],
  ["jwt", "Auth", "Admin"],
  ["jwtTransition", "Trans", "Other"],
  ["middleware", "Log, Cors", "Audit"],
  ["timeout", "3s", "500ms"],
  ["maxBytes", "1024", "1MB"],
  ["signature", "false", "true"],
  ["sse", "false", "true"],
  ["rawBody", "true", "false"],
  ["download", "false", "false"],
  ["redirect", "false", "false"],
  ["tags", '"users"', '"admins"'],
  ["authType", "apiKey", "basic"],
];

describe("an option of a @server block", () => {
  it("holds for a route that does not name it", () => {
    expect(routeWith("summary: kept")).toMatchObject({
      fullPath: "/v1/x",
      server: {
        group: "user",
        prefix: "/v1",
        jwt: "Auth",
        jwtTransition: "Trans",
        middlewares: ["Log", "Cors"],
        timeout: 3000,
        maxBytes: 1024,
        signature: false,
        sse: false,
        rawBody: true,
      },
    });
  });

  it("is overridden by the route's own", () => {
    expect(routeWith(keys.map(([key, , own]) => `${key}: ${own}`).join("\n"))).toMatchObject({
      fullPath: "/v2/:tenant/x",
      server: {
        group: "admin/tools",
        prefix: "/v2/:tenant",
        jwt: "Admin",
        jwtTransition: "Other",
        middlewares: ["Audit"],
        timeout: 500,
        maxBytes: 1_048_576,
        signature: true,
        sse: true,
        rawBody: false,
        properties: keys.map(([key, , own]) => ({ key, value: own.replaceAll('"', "").replaceAll(", ", ",") })),
      },
    });
  });

  it("is switched off by an empty value before the route", () => {
    expect(routeWith(keys.map(([key]) => `${key}: ""`).join("\n"))).toMatchObject({
      fullPath: "/x",
      server: {
        group: "",
        prefix: "",
        jwt: undefined,
        jwtTransition: undefined,
        middlewares: [],
        timeout: undefined,
        maxBytes: undefined,
        signature: false,
        sse: false,
        rawBody: false,
      },
    });
  });

  it.each(["download", "redirect"])("%s says what the answer is", (key) => {
    const host = createMemoryHost({ "main.api": `@server(\n${key}: true\n)\nservice a {\n@handler X\nget /x\n}\n` });
    expect(checkApi(loadApi("main.api", host).program).spec?.routes[0]?.server).toMatchObject({ [key]: true });
  });

  it("gives way to @jwt", () => {
    expect(routeWith("jwt: Admin", "@jwt Guest")?.server.jwt).toBe("Guest");
  });
});

function routeWith(own: string, annotation = "") {
  const block = keys.map(([key, value]) => `${key}: ${value}`).join("\n");
  const route = `@server(\n${own}\n)\n${annotation}\n@handler X\nget /x returns (any)`;
  const host = createMemoryHost({ "main.api": `@server(\n${block}\n)\nservice a {\n${route}\n}\n` });
  return checkApi(loadApi("main.api", host).program).spec?.routes[0];
}

import type { FastifyInstance } from "fastify";
import { afterAll, describe, expect, it } from "vitest";
import { RestConf } from "../../../templates/runtime/config/rest-conf.ts";
import { unwritten } from "../../../templates/runtime/rules/own-rule.ts";
import { validateRequests } from "../../../templates/runtime/rules/validate-requests.ts";
import { createServer } from "../../../templates/runtime/server/server.ts";

class OwnRules {
  password(value: unknown, parameter: string): string | undefined {
    return /\d/.test(String(value)) ? undefined : `must have ${parameter} digit`;
  }

  later(): string | undefined {
    return unwritten("later");
  }
}

const text = { type: "string" };
const nodeSchema = {
  $id: "Node",
  type: "object",
  properties: {
    name: { ...text, rules: ["required", "min=2"] },
    children: { type: "array", items: { $ref: "Node#", nullable: true }, rules: ["max=2", "dive", "required"] },
  },
};
const registerSchema = {
  type: "object",
  properties: {
    name: { ...text, rules: ["required", "alphanum"] },
    password: { ...text, rules: ["min=8", "password=a"] },
    repeat: { ...text, rules: ["eqfield=password"] },
    age: { type: "integer", format: "int64", as: "bigint", rules: ["omitempty", "gte=18"] },
    labels: { type: "object", additionalProperties: text, rules: ["dive", "keys", "lowercase", "endkeys", "later"] },
    tree: { $ref: "Node#", nullable: true },
  },
  required: ["name", "password"],
};
const searchSchema = {
  type: "object",
  properties: { page: { type: "integer", format: "int64", default: 1, rules: ["lte=100"] } },
};
const headerSchema = {
  type: "object",
  properties: {
    "X-Trace": { ...text, rules: ["omitempty", "uuid"] },
    "X-Span": { ...text, rules: ["excluded_without=x-trace"] },
  },
};
const body = { name: "alice", password: "secret-12", repeat: "secret-12" };

describe("rules of validate tags", () => {
  const servers: FastifyInstance[] = [];
  afterAll(async () => {
    await Promise.all(servers.map(async (server) => await server.close()));
  });

  function serve(settings: object = {}): FastifyInstance {
    const server = createServer(RestConf.parse({ name: "sample", port: 0, log: { level: "severe" }, ...settings }));
    server.addSchema(nodeSchema);
    validateRequests<"password" | "later">(server, new OwnRules());
    const schema = { querystring: searchSchema, headers: headerSchema, body: registerSchema };
    server.post("/register", { schema }, async () => "ok");
    server.post("/nodes", { schema: { body: { type: "array", items: { $ref: "Node#" } } } }, async () => "ok");
    servers.push(server);
    return server;
  }

  it("lets pass what keeps them", async () => {
    expect(await violations(serve(), { payload: { ...body, age: 18, labels: { a: "b" }, tree: null } })).toEqual([]);
  });

  it("tells all that are broken, in all parts, together with what could not be read", async () => {
    const payload = { name: 5, password: "short", repeat: "other", age: 17, labels: { A: "b" } };
    const told = await violations(serve(), { url: "/register?page=101", headers: { "x-trace": "1" }, payload });
    expect(told).toEqual([
      "query /page lte: page must be at most 100",
      "header /x-trace uuid: x-trace must be a UUID",
      "body /name type: name must be a string, found a number",
      "body /password min: password must have at least 8 characters",
      "body /repeat eqfield: repeat must be the same as password",
      "body /age gte: age must be at least 18",
      "body /labels/A lowercase: A must be in lower case",
    ]);
  });

  it("asks the project's own rules, and shows no value", async () => {
    const payload = { ...body, password: "long-enough", repeat: "long-enough" };
    expect(await violations(serve(), { payload })).toEqual(["body /password password: password must have a digit"]);
  });

  it("goes into types that mean themselves", async () => {
    const tree = { name: "ab", children: [{ name: "c" }, { name: "de", children: [{ name: "" }, null] }] };
    expect(await violations(serve(), { payload: { ...body, tree } })).toEqual([
      "body /tree/children/0/name min: name must have at least 2 characters",
      "body /tree/children/1/children/0/name required: name is required",
      "body /tree/children/1/children/1 required: children[1] is required",
    ]);
    expect(await violations(serve(), { url: "/nodes", payload: [{ name: "ab" }, { name: "x" }] })).toEqual([
      "body /1/name min: name must have at least 2 characters",
    ]);
  });

  it("leaves them out if the settings say so", async () => {
    expect(await violations(serve({ validate: false }), { payload: { name: "!", password: "x" } })).toEqual([]);
  });

  it("refuses to start with a rule that nobody has", async () => {
    const server = createServer(RestConf.parse({ name: "sample", port: 0, log: { level: "severe" } }));
    servers.push(server);
    validateRequests(server, {});
    const schema = { body: { type: "object", properties: { name: { ...text, rules: ["shiny"] } } } };
    expect(() => server.post("/", { schema }, async () => "ok")).toThrow("there is no validation rule shiny");
  });
});

async function violations(
  server: FastifyInstance,
  request: { url?: string; headers?: Record<string, string>; payload: object },
) {
  const answer = await server.inject({ method: "POST", url: "/register", ...request });
  if (answer.statusCode === 200) return [];
  const { errors } = answer.json<{ errors: readonly Record<string, string>[] }>();
  return errors.map((error) => `${error["in"]} ${error["pointer"]} ${error["code"]}: ${error["message"]}`);
}

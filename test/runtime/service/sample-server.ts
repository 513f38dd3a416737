import { setTimeout as sleep } from "node:timers/promises";
import { context, propagation, trace } from "@opentelemetry/api";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { z } from "zod";
import { requestContext } from "../../../templates/runtime/context.ts";
import { CodeError, NotImplementedError, UnavailableError } from "../../../templates/runtime/errors.ts";
import { requireToken } from "../../../templates/runtime/token/require-token.ts";
import { RestConf } from "../../../templates/runtime/config/rest-conf.ts";
import { createServer } from "../../../templates/runtime/server/server.ts";

/** Signs the tokens that `GET /user/info` accepts. */
export const sampleSecret = "0123456789abcdef0123456789abcdef";

/** The URLs of requests to `/slow` whose signal was aborted. */
const aborted: string[] = [];
const integer = { type: "integer", format: "int64" };
const loginSchema = {
  $id: "LoginReq",
  type: "object",
  properties: { username: { type: "string" }, password: { type: "string" } },
  required: ["username", "password"],
  additionalProperties: false,
};
const orderSchema = {
  type: "object",
  properties: {
    items: {
      type: "array",
      items: {
        type: "object",
        properties: { "a/b": integer, state: { type: "string", enum: ["open", "closed"] } },
        required: ["a/b"],
      },
    },
    parent: { $ref: "LoginReq#" },
    price: { type: "number", minimum: 0, exclusiveMaximum: 100 },
    limit: { ...integer, default: 10 },
  },
};
const treeSchema = {
  $id: "Tree",
  type: "object",
  properties: { leaf: { type: "string" }, children: { type: "array", items: { $ref: "Tree#" } } },
  required: ["leaf"],
};
const memberSchema = {
  type: "object",
  properties: { constructor: { type: "string" }, toString: { type: "string" } },
  required: ["constructor", "toString"],
};
const groupsSchema = { type: "object", additionalProperties: { type: "array", items: { $ref: "LoginReq#" } } };

/** A service with one route for each thing to be seen. */
export function createSample(config: RestConf, setUp: (server: FastifyInstance) => void = () => {}): FastifyInstance {
  const server = createServer(config);
  setUp(server);
  server.addSchema(loginSchema);
  server.addSchema(treeSchema);
  addErrorRoutes(server);
  addSlowRoutes(server);

  server.post("/user/login", { schema: { body: { $ref: "LoginReq#" } } }, async ({ body }) => body);
  server.post("/orders", { schema: { body: orderSchema } }, async ({ body }) => body);
  server.post("/trees", { schema: { body: { $ref: "Tree#" } } }, async () => ({}));
  const members = { body: memberSchema, response: { 200: memberSchema } };
  server.post("/members", { schema: members }, async ({ body }) => body);
  const anything = { type: "object", properties: { any: {} } };
  server.post("/any", { schema: { body: anything, response: { 200: anything } } }, async ({ body }) => body);
  server.post("/groups", { schema: { body: groupsSchema } }, async () => ({}));
  server.post(
    "/lists",
    { schema: { body: { type: "array", items: { $ref: "LoginReq#" } } } },
    async ({ body }) => body,
  );
  server.delete("/logins", { schema: { body: { $ref: "LoginReq#" } } }, async () => ({}));
  server.head("/logins", { schema: { body: { $ref: "LoginReq#" } } }, async () => {});
  server.post("/own-span", { schema: { body: { $ref: "LoginReq#" } } }, async () =>
    trace.getTracer("own").startActiveSpan("of the logic", (span) => {
      const headers = {};
      propagation.inject(context.active(), headers);
      span.end();
      return headers;
    }),
  );
  server.post("/ping", async () => ({ pong: true }));
  server.get("/items/:id", { schema: itemSchema }, async ({ params, query, headers }) => ({
    params,
    query,
    ids: headers["x-ids"],
    day: headers["x-day"],
  }));
  server.put("/items/:id", async () => ({}));
  server.get("/files/all", async () => ({}));
  server.get("/pairs/:first-:second", async () => ({}));
  server.put("/ratios", { schema: { querystring: itemSchema.querystring } }, async () => ({}));

  server.register(async (group) => {
    group.addHook("onRequest", requireToken([sampleSecret]));
    group.get("/user/info", (request) => Promise.resolve(requestContext(request).claims));
    group.post("/user/rename", { schema: { body: { $ref: "LoginReq#" } } }, async () => ({}));
  });
  return server;
}

/** The same, listening on a free port of this machine. */
export async function startSample(
  settings: Partial<z.input<typeof RestConf>>,
  setUp: (server: FastifyInstance) => void = () => {},
): Promise<{ server: FastifyInstance; port: number; url: string; aborted: readonly string[] }> {
  const config = RestConf.parse({ name: "sample", port: 0, mode: "dev", log: { level: "severe" }, ...settings });
  const server = createSample(config, setUp);
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  return { server, url, port: Number(new URL(url).port), aborted };
}

const itemSchema = {
  params: { type: "object", properties: { id: integer }, required: ["id"] },
  querystring: {
    type: "object",
    properties: {
      page: { ...integer, minimum: 1, default: 1 },
      ratio: { type: "number" },
      active: { type: "boolean" },
      tags: { type: "array", items: { type: "string" } },
    },
  },
  headers: { type: "object", properties: { "X-Ids": { type: "array", items: integer }, "X-Day": { type: "string" } } },
};

function addErrorRoutes(server: FastifyInstance): void {
  server.post("/fail/conflict", async () => {
    throw new CodeError(409, "the name is taken");
  });
  server.post("/fail/business", async () => {
    throw new CodeError(40_901, "the name is taken");
  });
  server.post("/fail/wordless", async () => {
    throw new CodeError(400, "");
  });
  server.post("/fail/unwritten", async () => {
    throw new NotImplementedError("login");
  });
  server.post("/fail/bug", async () => {
    throw Object.assign(new Error("no such table users"), { sql: "select 'pa55word'" });
  });
  // Libraries reject with anything.
  server.post("/fail/null", () => new Promise((_resolve, reject) => reject(JSON.parse("null"))));
  server.post("/fail/text", () => new Promise((_resolve, reject) => reject(JSON.parse('"no luck"'))));
  server.post("/fail/plugin", async ({ originalUrl }) => {
    const statusCode = Number(originalUrl.split("?")[1]);
    throw Object.assign(new Error("the limit is reached"), { statusCode, code: "FST_ERR_SAMPLE" });
  });
  server.post("/fail/library", async ({ originalUrl }) => {
    const statusCode = Number(originalUrl.split("?")[1]);
    throw Object.assign(new Error("pa55word is not known to the backend"), { statusCode, validation: [] });
  });
  server.post("/fail/database", async () => {
    throw new (class extends UnavailableError {})("the database did not answer");
  });
}

function addSlowRoutes(server: FastifyInstance): void {
  server.get("/slow", (request) => untilAborted(request));
  server.post("/slow", { schema: { body: { $ref: "LoginReq#" } } }, (request) => untilAborted(request));
  server.post("/signal", { schema: { body: { $ref: "LoginReq#" } } }, async (request) => {
    await sleep(20);
    return { isAborted: requestContext(request).signal.aborted };
  });
  server.get("/late", async () => {
    await sleep(600);
    return {};
  });
  server.get("/late-failure", async ({ log }) => {
    await sleep(600);
    log.info("about to fail");
    throw new Error("no luck");
  });
  server.get("/late-abort", async (request) => {
    await sleep(60_000, undefined, { signal: requestContext(request).signal });
  });
  server.get("/twice", async (_request, reply) => {
    await reply.send({});
    return {};
  });
  server.get("/until-closing", async ({ log }) => {
    log.info("begun");
    while (!server.isClosing) await sleep(10);
    return {};
  });
  server.get("/log/secrets", async ({ log }) => {
    const auth = { accessSecret: "pa55-1", expire: 60 };
    const cacheRedis = [{ host: "redis", pass: "pa55-2" }];
    log.info({ config: { auth, cacheRedis, dataSource: "pa55-3" }, refreshToken: "pa55-4" }, "nested");
    log.child({ secret: "pa55-5" }).info({ user: { PassWord: "pa55-6", accessToken: "pa55-7" } }, "of a child");
    return {};
  });
}

async function untilAborted(request: FastifyRequest): Promise<object> {
  request.log.info("begun");
  await new Promise((resolve) => requestContext(request).signal.addEventListener("abort", resolve));
  aborted.push(request.url);
  return {};
}

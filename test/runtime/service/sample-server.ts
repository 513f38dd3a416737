import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { z } from "zod";
import { requestContext } from "../../../templates/runtime/context.ts";
import { CodeError, NotImplementedError } from "../../../templates/runtime/errors.ts";
import { requireToken } from "../../../templates/runtime/token/require-token.ts";
import { RestConf } from "../../../templates/runtime/config/rest-conf.ts";
import { createServer } from "../../../templates/runtime/server/server.ts";

/** Signs the tokens that `GET /user/info` accepts. */
export const sampleSecret = "0123456789abcdef0123456789abcdef";

/** The URLs of requests to `/slow` whose signal was aborted. */
const aborted: string[] = [];
const integer = { type: "integer", minimum: -9007199254740991, maximum: 9007199254740991 };
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
      items: { type: "object", properties: { "a/b": integer, state: { enum: ["open", "closed"] } }, required: ["a/b"] },
    },
    parent: { anyOf: [{ $ref: "LoginReq#" }, { type: "null" }] },
    price: { type: "number", minimum: 0, exclusiveMaximum: 100 },
    limit: { ...integer, default: 10 },
  },
};

/** A service with one route for each thing to be seen. */
export function createSample(config: RestConf): FastifyInstance {
  const server = createServer(config);
  server.addSchema(loginSchema);
  addErrorRoutes(server);

  server.post("/user/login", { schema: { body: { $ref: "LoginReq#" } } }, async ({ body }) => body);
  server.post("/orders", { schema: { body: orderSchema } }, async ({ body }) => body);
  server.post("/ping", async () => ({ pong: true }));
  server.get("/items/:id", { schema: itemSchema }, async ({ params, query, headers }) => ({
    params,
    query,
    ids: headers["x-ids"],
    day: headers["x-day"],
  }));
  server.put("/items/:id", async () => ({}));
  server.get("/files/all", async () => ({}));

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
): Promise<{ server: FastifyInstance; port: number; url: string; aborted: readonly string[] }> {
  const server = createSample(RestConf.parse({ name: "sample", port: 0, log: { level: "severe" }, ...settings }));
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  return { server, url, port: Number(new URL(url).port), aborted };
}

const itemSchema = {
  params: { type: "object", properties: { id: integer }, required: ["id"] },
  querystring: {
    type: "object",
    properties: {
      page: { ...integer, minimum: 1, default: 1 },
      ratio: { type: ["number", "null"] },
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
  server.post("/fail/unwritten", async () => {
    throw new NotImplementedError("login");
  });
  server.post("/fail/bug", async () => {
    throw Object.assign(new Error("no such table users"), { sql: "select 'pa55word'" });
  });
  server.post("/fail/plugin", async ({ originalUrl }) => {
    throw Object.assign(new Error("the backend is away"), { statusCode: Number(originalUrl.split("?")[1]) });
  });
  server.get("/slow", (request) => untilAborted(request));
  server.get("/nap", async () => {
    await sleep(500);
    return {};
  });
}

async function untilAborted(request: FastifyRequest): Promise<object> {
  await new Promise((resolve) => requestContext(request).signal.addEventListener("abort", resolve));
  aborted.push(request.url);
  return {};
}

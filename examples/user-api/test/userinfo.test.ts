// Code scaffolded by tsgoctl. Safe to edit.

import { expect, it } from "vitest";

import { generateToken } from "../internal/jwtx/token.ts";
import { startTestServer } from "./testserver.ts";

it("answers who the token is for", async () => {
  const { config, server, svcCtx } = await startTestServer();
  const id = await svcCtx.userModel.insert({ username: "alice", password: "", role: "user" });
  const token = generateToken(config.auth.accessSecret, Math.floor(Date.now() / 1000), 60, {
    userId: id,
    role: "user",
  });

  const headers = { authorization: `Bearer ${token}` };
  const response = await server.inject({ method: "GET", url: "/user/info", headers });

  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ id: 1, username: "alice", role: "user" });
});

it("refuses a request without a token", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({ method: "GET", url: "/user/info" });

  expect(response.statusCode).toBe(401);
  expect(response.headers["www-authenticate"]).toBe("Bearer");
});

it.each([
  ["no user", {}],
  ["a user who does not exist", { userId: 7, role: "user" }],
  ["a user that is a text", { userId: "1", role: "user" }],
  ["a user with a fraction", { userId: 1.5, role: "user" }],
  ["a user beyond every number", { userId: 1e300, role: "user" }],
  ["no role", { userId: 1 }],
])("refuses a token that names %s", async (_, claims) => {
  const { config, server, svcCtx } = await startTestServer();
  await svcCtx.userModel.insert({ username: "alice", password: "" });
  const token = generateToken(config.auth.accessSecret, Math.floor(Date.now() / 1000), 60, claims);

  const headers = { authorization: `Bearer ${token}` };
  const response = await server.inject({ method: "GET", url: "/user/info", headers });

  expect(response.statusCode).toBe(401);
});

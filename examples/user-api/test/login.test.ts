// Code scaffolded by tsgoctl. Safe to edit.

import jsonwebtoken from "jsonwebtoken";
import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

const alice = { username: "alice", password: "secret123" };

it("answers a pair of tokens that say who and in which role", async () => {
  const { config, server } = await startTestServer();
  await server.inject({ method: "POST", url: "/user/register", payload: alice });

  const response = await server.inject({ method: "POST", url: "/user/login", payload: alice });

  expect(response.statusCode).toBe(200);
  const tokens = response.json<{ accessToken: string; refreshToken: string; expiresIn: number }>();
  expect(tokens.expiresIn).toBe(config.auth.accessExpire);
  const now = Math.floor(Date.now() / 1000);
  const access = jsonwebtoken.verify(tokens.accessToken, config.auth.accessSecret, { algorithms: ["HS256"] });
  expect(access).toEqual({
    userId: 1,
    role: "user",
    iat: expect.closeTo(now, -1),
    exp: expect.closeTo(now + 86_400, -1),
  });
  const refresh = jsonwebtoken.verify(tokens.refreshToken, config.refreshSecret, { algorithms: ["HS256"] });
  expect(refresh).toEqual({ userId: 1, iat: expect.closeTo(now, -1), exp: expect.closeTo(now + 604_800, -1) });
});

it.each([
  ["a wrong password", { username: "alice", password: "secret124" }],
  ["an unknown user", { username: "bob", password: "secret123" }],
  ["empty credentials", { username: "", password: "" }],
])("answers the same to %s", async (_, payload) => {
  const { server } = await startTestServer();
  await server.inject({ method: "POST", url: "/user/register", payload: alice });

  const response = await server.inject({ method: "POST", url: "/user/login", payload });

  expect(response.statusCode).toBe(401);
  expect(response.json()).toMatchObject({ status: 401, detail: "invalid credentials" });
});

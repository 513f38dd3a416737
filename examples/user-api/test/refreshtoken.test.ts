// Code scaffolded by tsgoctl. Safe to edit.

import { expect, it } from "vitest";

import { generateToken } from "../internal/jwtx/token.ts";
import { startTestServer } from "./testserver.ts";

const alice = { username: "alice", password: "secret123" };

it("answers a new pair of tokens for a refresh token", async () => {
  const { server } = await startTestServer();
  await server.inject({ method: "POST", url: "/user/register", payload: alice });
  const login = await server.inject({ method: "POST", url: "/user/login", payload: alice });
  const { refreshToken } = login.json<{ refreshToken: string }>();

  const response = await server.inject({ method: "POST", url: "/user/refresh", payload: { refreshToken } });

  expect(response.statusCode).toBe(200);
  const { accessToken } = response.json<{ accessToken: string }>();
  const headers = { authorization: `Bearer ${accessToken}` };
  const info = await server.inject({ method: "GET", url: "/user/info", headers });
  expect(info.json()).toEqual({ id: 1, username: "alice", role: "user" });
});

it("refuses an access token, garbage, and the token of a user who is gone", async () => {
  const { config, server, svcCtx } = await startTestServer();
  await server.inject({ method: "POST", url: "/user/register", payload: alice });
  const login = await server.inject({ method: "POST", url: "/user/login", payload: alice });
  const { accessToken, refreshToken } = login.json<{ accessToken: string; refreshToken: string }>();
  await svcCtx.userModel.delete(1);
  const now = Math.floor(Date.now() / 1000);
  const expired = generateToken(config.refreshSecret, now - 60, 30, { userId: 1 });

  for (const token of [accessToken, refreshToken, expired, "x", ""]) {
    const response = await server.inject({ method: "POST", url: "/user/refresh", payload: { refreshToken: token } });

    expect(response.statusCode).toBe(401);
    expect(response.json()).toMatchObject({ detail: "invalid refresh token" });
  }
});

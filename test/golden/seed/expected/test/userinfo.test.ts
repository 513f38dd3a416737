// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: 10285cc2

import { expect, it } from "vitest";

import { generateToken } from "../internal/jwtx/token.ts";
import { startTestServer } from "./testserver.ts";

it("get /user/info refuses a request without a token", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({ method: "GET", url: "/user/info" });

  expect(response.statusCode).toBe(401);
});

it("get /user/info answers 501 until its logic is written", async () => {
  const { config, server } = await startTestServer();
  const token = generateToken(config.auth.accessSecret, Math.floor(Date.now() / 1000), 60, {});

  const response = await server.inject({
    method: "GET",
    url: "/user/info",
    headers: { authorization: `Bearer ${token}` },
  });

  expect(response.statusCode).toBe(501);
});

// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: 93d12853

import { expect, it } from "vitest";

import { generateToken } from "../../internal/jwtx/token.ts";
import { startTestServer } from "../testserver.ts";

it("get /2 refuses a request without a token", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({ method: "GET", url: "/2" });

  expect(response.statusCode).toBe(401);
});

it("get /2 answers 501 until its logic is written", async () => {
  const { config, server } = await startTestServer();
  const token = generateToken(config.true.accessSecret, Math.floor(Date.now() / 1000), 60, {});

  const response = await server.inject({ method: "GET", url: "/2", headers: { authorization: `Bearer ${token}` } });

  expect(response.statusCode).toBe(501);
});

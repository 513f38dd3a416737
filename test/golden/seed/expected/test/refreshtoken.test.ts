// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: 6f5b9c04

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

it("post /user/refresh answers 501 until its logic is written", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({ method: "POST", url: "/user/refresh", payload: { refreshToken: "text" } });

  expect(response.statusCode).toBe(501);
});

// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: 2c965427

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

it("get /news answers 501 until its logic is written", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({ method: "GET", url: "/news" });

  expect(response.statusCode).toBe(501);
});

// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: dfa3eebc

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

it("put /shops/:shop answers 501 until its logic is written", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({ method: "PUT", url: "/shops/1", payload: { name: "text" } });

  expect(response.statusCode).toBe(501);
});

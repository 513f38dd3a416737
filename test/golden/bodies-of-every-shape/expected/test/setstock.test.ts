// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: 3c44327b

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

it("put /stock answers 501 until its logic is written", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({ method: "PUT", url: "/stock", payload: {} });

  expect(response.statusCode).toBe(501);
});

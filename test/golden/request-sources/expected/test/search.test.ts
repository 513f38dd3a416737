// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: 7cd1a203

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

it("get /shops/:shop/items answers 501 until its logic is written", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({ method: "GET", url: "/shops/1/items", headers: { "x-trace-id": "text" } });

  expect(response.statusCode).toBe(501);
});

// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: f80bec44

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

it("get /versions/:id-:version answers 501 until its logic is written", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({ method: "GET", url: "/versions/1-1" });

  expect(response.statusCode).toBe(501);
});

// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: 2951c06d

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

it("post /versions/:id:cancel answers 501 until its logic is written", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({ method: "POST", url: "/versions/1:cancel" });

  expect(response.statusCode).toBe(501);
});

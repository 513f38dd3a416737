// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: f65018de

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

it("get /files/:user-name/*rest answers 501 until its logic is written", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({ method: "GET", url: "/files/text/text" });

  expect(response.statusCode).toBe(501);
});

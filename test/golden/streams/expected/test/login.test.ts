// Code scaffolded by tsgoctl. Safe to edit.

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

it("get /login answers 501 until its logic is written", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({ method: "GET", url: "/login" });

  expect(response.statusCode).toBe(501);
});

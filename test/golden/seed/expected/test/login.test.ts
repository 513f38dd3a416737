// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: e314dee2

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

it("post /user/login answers 501 until its logic is written", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({
    method: "POST",
    url: "/user/login",
    payload: { username: "text", password: "text" },
  });

  expect(response.statusCode).toBe(501);
});

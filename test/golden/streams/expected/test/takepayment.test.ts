// Code scaffolded by tsgoctl. Safe to edit.

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

it("post /hooks/:provider/payments answers 501 until its logic is written", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({
    method: "POST",
    url: "/hooks/text/payments",
    payload: { id: "text", amount: 1 },
  });

  expect(response.statusCode).toBe(501);
});

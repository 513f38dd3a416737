// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: cdae43ea

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

it("put /orders/:id answers 501 until its logic is written", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({
    method: "PUT",
    url: "/orders/1",
    payload: {
      name: "text",
      total: 1,
      cash: "text",
      region: { name: "text" },
      options: {},
    },
  });

  expect(response.statusCode).toBe(501);
});

// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: 82f938cf

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

it("post /items answers 501 until its logic is written", async () => {
  const { server } = await startTestServer();

  const response = await server.inject({
    method: "POST",
    url: "/items",
    payload: [
      {
        sku: "text",
        type: "book",
        grid: [
          [1, 1],
          [1, 1],
        ],
        any: [],
        since: "2026-01-02T03:04:05Z",
        Low: 1,
        High: 1,
      },
    ],
  });

  expect(response.statusCode).toBe(501);
});

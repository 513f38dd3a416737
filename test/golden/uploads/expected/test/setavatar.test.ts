// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: c8697c67

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

it("put /avatar answers 501 until its logic is written", async () => {
  const { server } = await startTestServer();
  const form = new FormData();
  form.append("avatar", new Blob(["content"]), "file.txt");

  const response = await server.inject({ method: "PUT", url: "/avatar", payload: form });

  expect(response.statusCode).toBe(501);
});

// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: a9a7395a

import { expect, it } from "vitest";

import { generateToken } from "../internal/jwtx/token.ts";
import { startTestServer } from "./testserver.ts";

it("post /albums/:album refuses a request without a token", async () => {
  const { server } = await startTestServer();
  const form = new FormData();
  form.append("pictures", new Blob(["content"]), "file.txt");

  const response = await server.inject({
    method: "POST",
    url: "/albums/text",
    query: { title: "text" },
    payload: form,
  });

  expect(response.statusCode).toBe(401);
});

it("post /albums/:album answers 501 until its logic is written", async () => {
  const { config, server } = await startTestServer();
  const token = generateToken(config.auth.accessSecret, Math.floor(Date.now() / 1000), 60, {});
  const form = new FormData();
  form.append("pictures", new Blob(["content"]), "file.txt");

  const response = await server.inject({
    method: "POST",
    url: "/albums/text",
    query: { title: "text" },
    headers: { authorization: `Bearer ${token}` },
    payload: form,
  });

  expect(response.statusCode).toBe(501);
});

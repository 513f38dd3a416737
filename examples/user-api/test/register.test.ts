// Code scaffolded by tsgoctl. Safe to edit.

import { expect, it } from "vitest";

import { startTestServer } from "./testserver.ts";

const alice = { username: "alice", password: "secret123" };

it("registers a user, whose password is stored as a hash only", async () => {
  const { server, svcCtx } = await startTestServer();

  const response = await server.inject({ method: "POST", url: "/user/register", payload: alice });

  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ id: 1, username: "alice", role: "user" });
  const stored = await svcCtx.userModel.findOne(1);
  expect(stored).toMatchObject({ id: 1, username: "alice", role: "user" });
  expect(stored?.password).toMatch(/^scrypt\$/u);
  expect(stored?.password).not.toContain(alice.password);
});

it("refuses a name that is taken", async () => {
  const { server } = await startTestServer();
  await server.inject({ method: "POST", url: "/user/register", payload: alice });

  const response = await server.inject({ method: "POST", url: "/user/register", payload: alice });

  expect(response.statusCode).toBe(409);
  expect(response.json()).toMatchObject({ detail: "the username is taken" });
});

it.each([
  ["an empty name", { username: "", password: "secret123" }],
  ["a name that the column cannot hold", { username: "x".repeat(65), password: "secret123" }],
  ["a short password", { username: "alice", password: "secret" }],
  ["a password without end", { username: "alice", password: "x".repeat(257) }],
  ["a missing password", { username: "alice" }],
])("refuses %s", async (_, payload) => {
  const { server } = await startTestServer();

  const response = await server.inject({ method: "POST", url: "/user/register", payload });

  expect(response.statusCode).toBe(400);
});

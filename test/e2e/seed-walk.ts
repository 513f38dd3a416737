import { expect } from "vitest";

import type { Answer, Service } from "./service-process.ts";

export const credentials = { username: "alice", password: "secret123" };

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
}

/** register → login → info → refresh → info, as the seed's curl lines go, with every answer checked. */
export async function walk(service: Service): Promise<void> {
  expect(await service.post("/user/register", credentials)).toMatchObject({
    status: 200,
    body: { id: 1, username: "alice", role: "user" },
  });
  const first = await login(service);
  expectClaims(first);
  await expectInfo(service, first.accessToken);

  const refreshed = tokensOf(await service.post("/user/refresh", { refreshToken: first.refreshToken }));
  expectClaims(refreshed);
  await expectInfo(service, refreshed.accessToken);
}

export async function login(service: Service): Promise<Tokens> {
  return tokensOf(await service.post("/user/login", credentials));
}

export async function expectInfo(service: Service, token: string): Promise<void> {
  expect(await service.get("/user/info", token)).toEqual({
    status: 200,
    contentType: "application/json; charset=utf-8",
    body: { id: 1, username: "alice", role: "user" },
  });
}

function tokensOf({ status, body }: Answer): Tokens {
  expect({ status, body }).toEqual({
    status: 200,
    body: { accessToken: expect.any(String), refreshToken: expect.any(String), expiresIn: 86_400 },
  });
  // The shape has just been checked.
  return body as Tokens;
}

function expectClaims({ accessToken, refreshToken }: Tokens): void {
  const access = decoded(accessToken);
  expect(access).toEqual([
    { alg: "HS256", typ: "JWT" },
    { userId: 1, role: "user", iat: expect.any(Number), exp: expect.any(Number) },
  ]);
  expect(lifetime(access)).toBe(86_400);
  const refresh = decoded(refreshToken);
  expect(refresh).toEqual([
    { alg: "HS256", typ: "JWT" },
    { userId: 1, iat: expect.any(Number), exp: expect.any(Number) },
  ]);
  expect(lifetime(refresh)).toBe(604_800);
}

function decoded(token: string): unknown[] {
  return token
    .split(".")
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()) as unknown);
}

function lifetime([, claims]: unknown[]): number {
  const { exp, iat } = claims as { readonly exp: number; readonly iat: number };
  return exp - iat;
}

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../binding/canonical-json.ts";
import { type ConformanceCase, readCases } from "../binding/conformance-case.ts";
import { sendCase } from "../binding/send-case.ts";
import { type RunningService, startConformanceService } from "../binding/start-conformance-service.ts";
import { differences } from "./differences.ts";
import { tokenService } from "./token-service.ts";

const cases = readCases("jwt-cases.json");
const reviewed = new Map(differences.flatMap((difference) => difference.cases.map((name) => [name, difference])));

/** What a user writes in place of go-zero's `WithUnauthorizedCallback`. */
const variants: readonly { readonly variant: string | undefined; readonly files: Readonly<Record<string, string>> }[] =
  [
    { variant: undefined, files: {} },
    { variant: "callback", files: unauthorizedFormat("{ status: 403, body: { why: failure.detail } }") },
    {
      variant: "callbackheader",
      files: unauthorizedFormat('{ ...problemFormat(failure), headers: { "x-why": failure.detail ?? "" } }'),
    },
  ];

describe.each(variants)("go-zero's answers to tokens, variant $variant", ({ variant, files }) => {
  let service: RunningService | undefined;
  beforeAll(async () => (service = await startConformanceService({ ...tokenService, files })));
  afterAll(async () => service?.stop());

  const ofVariant = cases.filter((one) => one.variant === variant);

  it.each(ofVariant.filter(({ name }) => !reviewed.has(name)))("$compat $name", async (one) => {
    const answer = await sendCase(one.request, service?.port ?? 0);
    expect({ status: answer.status, body: canonicalJson(answer.body) }, answer.body).toMatchObject(wantedOf(one));
  });

  it.each(variant === undefined ? [] : [variant])("have the user's form where a token is refused: %s", async () => {
    const answers = await Promise.all(ofVariant.map(({ request }) => sendCase(request, service?.port ?? 0)));
    const reasons = answers
      .filter(({ status }) => status !== 200)
      .map(({ headers, body }) => headers["x-why"] ?? JSON.parse(body).why);
    expect(new Set(reasons)).toEqual(new Set(["the request has no token", "the token is not valid"]));
  });

  it.each(ofVariant.filter(({ name }) => reviewed.has(name)))("differs on purpose: $name", async (one) => {
    const { status } = await sendCase(one.request, service?.port ?? 0);
    expect(status).toBe(reviewed.get(one.name)?.status);
    expect(status).not.toBe(one.response.status);
  });
});

it("differs only in cases that exist, each told once", () => {
  const names = cases.map(({ name }) => name);
  expect([...reviewed.keys()].filter((name) => !names.includes(name))).toEqual([]);
  expect(differences.flatMap((difference) => difference.cases)).toHaveLength(reviewed.size);
});

function unauthorizedFormat(answer: string): Readonly<Record<string, string>> {
  const text = `import type { FastifyInstance } from "fastify";
import { UnauthorizedError } from "../runtime/errors.ts";
import { problemFormat } from "../runtime/server/error-format.ts";

export async function setUpServer(server: FastifyInstance): Promise<void> {
  server.errorFormat = (failure) =>
    failure.error instanceof UnauthorizedError ? ${answer} : problemFormat(failure);
}
`;
  return { "internal/server/setupserver.ts": text };
}

/** The status always, and what was seen of the claims. */
function wantedOf({ response }: ConformanceCase): { status: number; body?: string | undefined } {
  const { status, body = "" } = response;
  return status === 200 ? { status, body: canonicalJson(JSON.stringify(comparable(JSON.parse(body)))) } : { status };
}

interface Seen {
  readonly claims: Readonly<Record<string, { readonly type: string; readonly value: string }>>;
}

/** Lists and objects are in Go's own print, and of a fraction the digits that say nothing are left out. */
function comparable({ claims }: Seen): Seen {
  const entries = Object.entries(claims).map(([name, { type, value }]) => {
    const isFraction = type === "json.Number" && value.includes(".");
    const shown = isFraction ? String(Number(value)) : value;
    return [name, { type, value: /^(?:map|\[\])/.test(type) ? "" : shown }] as const;
  });
  return { claims: Object.fromEntries(entries) };
}

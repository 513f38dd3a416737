import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../binding/canonical-json.ts";
import { readCases } from "../binding/conformance-case.ts";
import type { ConformanceCase } from "../binding/conformance-case.ts";
import { sendCase } from "../binding/send-case.ts";
import type { RawAnswer } from "../binding/send-case.ts";
import { startConformanceService } from "../binding/start-conformance-service.ts";
import type { RunningService } from "../binding/start-conformance-service.ts";
import { differences } from "./differences.ts";
import { logicOf } from "./logic.ts";
import { setUpServerText, variantNames } from "./variants.ts";

// Limits, time-outs, panics, errors, encoding and middlewares, and what users change of them.

const allCases = readCases("cases-3.json");
const reviewed = new Map(
  differences.flatMap((difference) => difference.cases.map((name) => [name, difference] as const)),
);

describe.each(variantNames)("variant %s", (variant) => {
  let service: RunningService | undefined;
  beforeAll(async () => {
    const text = setUpServerText(variant);
    service = await startConformanceService({
      contract: "service-3.api",
      options: ["--int64", "bigint"],
      logic: logicOf,
      files: {
        ...stamps(["stamp", "second"]),
        ...(text === undefined ? {} : { "internal/server/setupserver.ts": text }),
      },
    });
  });
  afterAll(async () => service?.stop());

  const cases = allCases.filter((one) => one.variant === variant);

  it.each(cases.filter((one) => !reviewed.has(one.name)))("$compat $name", async (one) => {
    const answer = await sendCase(one.request, service?.port ?? 0);
    expect(outcomeOf(answer), answer.body).toMatchObject(wantedOf(one));
  });

  it.each(cases.filter((one) => reviewed.has(one.name)))("differs on purpose: $name", async (one) => {
    const answer = await sendCase(one.request, service?.port ?? 0);
    const wanted = wantedOf(one);
    expect(outcomeOf(answer)).toMatchObject({ status: reviewed.get(one.name)?.status ?? wanted.status });
    expect(outcomeOf(answer)).not.toMatchObject(wanted);
  });
});

it("differs only in cases that exist, each told once", () => {
  const names = allCases.map(({ name }) => name);
  expect([...reviewed.keys()].filter((name) => !names.includes(name))).toEqual([]);
  expect(differences.flatMap(({ cases }) => cases)).toHaveLength(reviewed.size);
});

it("has every variant of the cases", () => {
  expect(new Set(allCases.map(({ variant }) => variant))).toEqual(new Set(variantNames));
});

/** The middlewares that show in which order they run. */
function stamps(names: readonly string[]): Readonly<Record<string, string>> {
  const texts = names.map((name) => {
    const className = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Middleware`;
    const text = `import type { FastifyReply, FastifyRequest } from "fastify";

export class ${className} {
  async handle(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.header("x-order", [reply.getHeader("x-order"), "${name}"].filter(Boolean).join(","));
  }
}
`;
    return [`internal/middleware/${name}middleware.ts`, text] as const;
  });
  return Object.fromEntries(texts);
}

/** Headers that mean the same in both; go-zero sends all of CORS on every answer. */
const comparedHeaders = ["allow", "access-control-allow-origin"];

interface Outcome {
  readonly status: number;
  readonly body?: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
}

function outcomeOf({ status, body, headers }: RawAnswer): Outcome {
  return { status, body: canonicalJson(body), headers };
}

/** What an answer has to be like: the status and some headers always, the JSON where go-zero's is right. */
function wantedOf({ compat, response, better }: ConformanceCase): Outcome {
  const status = compat === "deviate" ? (better?.status ?? response.status) : response.status;
  const headers = Object.fromEntries(
    compat === "deviate"
      ? []
      : Object.entries(response.headers ?? {}).filter(([name]) => comparedHeaders.includes(name)),
  );
  const isComparable = (compat === "exact" || compat === "optional") && status === 200;
  const body = isComparable && response.body !== undefined ? canonicalJson(response.body) : undefined;
  return body === undefined ? { status, headers } : { status, body, headers };
}

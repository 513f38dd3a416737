import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { betterBodies } from "./better-bodies.ts";
import { canonicalJson } from "./canonical-json.ts";
import { readCases } from "./conformance-case.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { differences } from "./differences.ts";
import { echoServices } from "./echo-services.ts";
import { sendCase } from "./send-case.ts";
import type { RawAnswer } from "./send-case.ts";
import { refusalOf, startConformanceService } from "./start-conformance-service.ts";
import type { RunningService } from "./start-conformance-service.ts";

const reviewed = new Map(
  differences.flatMap((difference) => difference.cases.map((name) => [name, difference] as const)),
);

describe.each(echoServices)("$contract", (recipe) => {
  let service: RunningService | undefined;
  beforeAll(async () => (service = await startConformanceService({ ...recipe, options: ["--int64", "bigint"] })));
  afterAll(async () => service?.stop());

  const cases = readCases(recipe.cases);

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

  it("is refused as go-zero's author wrote it, for what the edits change", () => {
    const codes = new Set(recipe.edits?.map(({ reason }) => reason));
    const refusal = refusalOf(recipe.contract);
    expect(new Set(refusal.match(/(?<=^error )\w+/gmu))).toEqual(codes);
  });
});

it("knows the right body of every case where go-zero is wrong and a success is right", () => {
  const cases = echoServices.flatMap((service) => readCases(service.cases));
  const successes = cases.filter((one) => one.compat === "deviate" && wantedOf(one).status === 200);
  const names = successes.map(({ name }) => name).filter((name) => !reviewed.has(name));
  expect(names.toSorted()).toEqual(Object.keys(betterBodies).toSorted());
});

it("differs only in cases that exist, each told once", () => {
  const names = echoServices.flatMap(({ cases }) => readCases(cases)).map(({ name }) => name);
  expect([...reviewed.keys()].filter((name) => !names.includes(name))).toEqual([]);
  expect(differences.flatMap(({ cases }) => cases)).toHaveLength(reviewed.size);
});

function outcomeOf({ status, body }: RawAnswer): { status: number; body: string | undefined } {
  return { status, body: canonicalJson(body) };
}

/** What an answer has to be like: the status always, the JSON where go-zero's is right. */
function wantedOf({ name, compat, response, better }: ConformanceCase): { status: number; body?: string | undefined } {
  const status = compat === "deviate" ? (better?.status ?? response.status) : response.status;
  const right = compat === "deviate" ? betterBodies[name] : response.body;
  const isComparable = compat !== "status" && status === 200 && right !== undefined;
  const body = isComparable ? canonicalJson(right) : undefined;
  return body === undefined ? { status } : { status, body };
}

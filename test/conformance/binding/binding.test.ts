import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical-json.ts";
import { readCases } from "./conformance-case.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { differences } from "./differences.ts";
import { sendCase } from "./send-case.ts";
import type { RawAnswer } from "./send-case.ts";
import { refusalOf, startConformanceService } from "./start-conformance-service.ts";
import type { RunningService, ServiceRecipe } from "./start-conformance-service.ts";

const echoing: ServiceRecipe["logic"] = () => "return echo(shape, req);";

const services: readonly (ServiceRecipe & { readonly cases: string })[] = [
  {
    cases: "cases-1.json",
    contract: "service-1.api",
    logic: echoing,
    edits: [
      { find: 'optional,range=[1:5]"`\n\t}\n\tFormDep ', replace: 'optional"`\n\t}\n\tFormDep ', reason: "API2020" },
      {
        find: "\t@handler PathMissing\n\tget /missing/:name (PathMissing) returns (Echo)\n",
        replace: "",
        reason: "API3005",
      },
    ],
  },
  { cases: "cases-2.json", contract: "service-2.api", logic: echoing },
  {
    cases: "cases-4.json",
    contract: "service-4.api",
    logic: ({ route: { method, path, request } }) => {
      const vars = request === undefined ? "" : ", vars: pathTexts(shape, req)";
      return `return { route: ${JSON.stringify(`${method.toUpperCase()} ${path}`)}${vars} };`;
    },
  },
  {
    cases: "cases-6.json",
    contract: "service-6.api",
    logic: echoing,
    edits: [
      { find: "\t@handler Dup\n\tpost /dup (Dup) returns (Echo)\n", replace: "", reason: "API2008" },
      { find: 'B string `json:"a"`', replace: 'B string `json:"b"`', reason: "API2008" },
      { find: "\t@handler RangeBad\n\tpost /rangebad (RangeBad) returns (Echo)\n", replace: "", reason: "API2019" },
      { find: ",range=[5:1]", replace: "", reason: "API2019" },
      { find: "\t@handler DefBad\n\tpost /defbad (DefBad) returns (Echo)\n", replace: "", reason: "API2023" },
      { find: 'json:"a,default=x"', replace: 'json:"a"', reason: "API2023" },
      { find: 'json:"s,range=[1:3],optional"', replace: 'json:"s,optional"', reason: "API2020" },
    ],
  },
];

const reviewed = new Map(
  differences.flatMap((difference) => difference.cases.map((name) => [name, difference] as const)),
);

describe.each(services)("$contract", (recipe) => {
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

it("differs only in cases that exist, each told once", () => {
  const names = services.flatMap(({ cases }) => readCases(cases)).map(({ name }) => name);
  expect([...reviewed.keys()].filter((name) => !names.includes(name))).toEqual([]);
  expect(differences.flatMap(({ cases }) => cases)).toHaveLength(reviewed.size);
});

function outcomeOf({ status, body }: RawAnswer): { status: number; body: string | undefined } {
  return { status, body: canonicalJson(body) };
}

/** What an answer has to be like: the status always, the JSON where go-zero's is right. */
function wantedOf({ compat, response, better }: ConformanceCase): { status: number; body?: string | undefined } {
  const status = compat === "deviate" ? (better?.status ?? response.status) : response.status;
  const isComparable = (compat === "exact" || compat === "optional") && status === 200;
  const body = isComparable && response.body !== undefined ? canonicalJson(response.body) : undefined;
  return body === undefined ? { status } : { status, body };
}

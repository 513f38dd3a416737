import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseQuery } from "../../../templates/runtime/server/url.ts";
import { startSample } from "./sample-server.ts";

let url = "";
let close = async (): Promise<void> => {};

beforeAll(async () => {
  const { server, url: address } = await startSample({});
  url = address;
  close = async () => server.close();
});
afterAll(async () => close());

async function post(path: string, body: string) {
  const response = await fetch(url + path, { method: "POST", body, headers: { "content-type": "application/json" } });
  const text = await response.text();
  return { length: text.length, ...JSON.parse(text) };
}

describe("the answer to a body that is wrong in many places", () => {
  it.each([
    ["a long name", JSON.stringify({ ["k".repeat(900_000)]: [{}] }), 2000],
    [
      "a long name of tildes",
      JSON.stringify({ ["~".repeat(400_000)]: Array.from({ length: 90 }, () => ({})) }),
      70_000,
    ],
    [
      "a long path to 1,500 places",
      JSON.stringify({ ["k".repeat(450_000)]: Array.from({ length: 1500 }, () => ({})) }),
      70_000,
    ],
    ["a long index", JSON.stringify({ ["1".repeat(900_000)]: [{}] }), 2000],
    ["300,000 places", `{"a":[${"{},".repeat(300_000)}{}]}`, 20_000],
  ])("is short: %s", async (_case, body, most) => {
    const { status, length, errors } = await post("/groups", body);
    expect([status, errors[0].code]).toEqual([400, "required"]);
    expect(length).toBeLessThan(most);
  });

  it("is short when each of a hundred names is long, and begins as they do", async () => {
    const groups = Array.from({ length: 100 }, (_, index) => [`${index}-${"k".repeat(5000)}`, 7]);
    const { length, errors } = await post("/groups", JSON.stringify(Object.fromEntries(groups)));
    expect(errors[0].message).toMatch(/^0-k{197}… must be an array, found a number$/);
    expect(length).toBeLessThan(100_000);
  });

  it("names every place among thousands of values", async () => {
    const trees = Array.from({ length: 2000 }, (_, index) => (index === 1500 ? { leaf: 1 } : { leaf: "x" }));
    const { errors } = await post("/trees", JSON.stringify({ leaf: "x", children: [...trees, {}] }));
    expect(errors).toMatchObject([
      { pointer: "/children/1500/leaf", code: "type" },
      { pointer: "/children/2000/leaf", code: "required" },
    ]);
  });

  it.each(["", ",1.0"])(
    "is no failure of the service when a value of any type is nested: with %j behind it",
    async (rest) => {
      const nested = (levels: number) => `{"any":[${"[".repeat(levels)}${"]".repeat(levels)}${rest}]}`;
      expect((await post("/any", nested(900))).any[0]).toEqual(expect.any(Array));
      for (const levels of [1000, 5000, 9000]) {
        const { status, errors } = await post("/any", nested(levels));
        expect([status, errors]).toMatchObject([400, [{ code: "depth", in: "body" }]]);
      }
    },
  );

  it.each([
    [40_000, "the body is nested too deeply"],
    [4000, "children[0] is nested too deeply"],
  ])("is no failure of the service when the body is nested %i times", async (depth, message) => {
    const body = `${'{"leaf":"","children":['.repeat(depth)}${"]}".repeat(depth)}`;
    const { status, errors } = await post("/trees", body);
    expect(status).toBe(400);
    expect(errors[0]).toMatchObject({ in: "body", message });
  });
});

describe("reading a query", () => {
  it("keeps the order of a name that comes often", () => {
    expect(parseQuery("a=1&b=2&a=3&a=4")).toEqual({ a: ["1", "3", "4"], b: "2" });
  });

  it("takes as long for one name 7,500 times as for 7,500 names, and not the square of it", () => {
    const indexes = Array.from({ length: 7500 }, (_, index) => index);
    const repeated = medianTime(() => parseQuery(indexes.map((index) => `a=${index}`).join("&")));
    const distinct = medianTime(() => parseQuery(indexes.map((index) => `a${index}=1`).join("&")));
    expect(repeated / distinct).toBeLessThan(20);
  });
});

function medianTime(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return times.toSorted((a, b) => a - b)[2] ?? 0;
}

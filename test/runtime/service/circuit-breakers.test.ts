import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CodeError } from "../../../templates/runtime/errors.ts";
import { startSample } from "./sample-server.ts";

const servers: FastifyInstance[] = [];
// Time stands still, so that a slow machine has no second in which a route is tried again.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A service with a route that answers with the status that it is asked for. */
async function sampleWith(settings: Parameters<typeof startSample>[0] = {}) {
  const { server, url } = await startSample(settings, addStatusRoutes);
  servers.push(server);
  const ask = async (path: string) => {
    const answer = await fetch(url + path);
    return { status: answer.status, retryAfter: answer.headers.get("retry-after"), text: await answer.text() };
  };
  const statusesOf = async (path: string, count: number) => {
    const statuses: number[] = [];
    for (let index = 0; index < count; index++) statuses.push((await ask(path)).status);
    return statuses;
  };
  /** Twenty answers over five seconds. */
  const slowStatusesOf = async (path: string) => {
    const first = await statusesOf(path, 10);
    vi.advanceTimersByTime(5000);
    return [...first, ...(await statusesOf(path, 10))];
  };
  return { ask, statusesOf, slowStatusesOf };
}

function addStatusRoutes(server: FastifyInstance): void {
  const querystring = { type: "object", properties: { page: { type: "integer", format: "int64" } } };
  server.get<{ Params: { status: string } }>("/status/:status", { schema: { querystring } }, async ({ params }) => {
    const status = Number(params.status);
    // Others come meanwhile.
    if (status === 200) return await sleep(50, {});
    throw status === 500 ? new Error("a bug") : new CodeError(status, "no");
  });
  server.get("/other", async () => {
    throw new Error("a bug");
  });
}

const all = (status: number, count: number) => Array.from({ length: count }, () => status);

describe("Middlewares.Breaker", () => {
  it("turns requests away when a route has failed twenty times in a row, and says when to come back", async () => {
    const { ask, statusesOf, slowStatusesOf } = await sampleWith();
    expect(await slowStatusesOf("/status/500")).toEqual(all(500, 20));
    expect(await statusesOf("/status/500", 2)).toEqual([503, 503]);
    const { retryAfter, text } = await ask("/status/200");
    expect(retryAfter).toBe("1");
    expect(JSON.parse(text)).toMatchObject({ status: 503, detail: "the route is failing" });
  });

  it("is not opened by a burst, such as that of one client that runs into a bug", async () => {
    const { statusesOf } = await sampleWith();
    expect(await statusesOf("/status/500", 60)).toEqual(all(500, 60));
    vi.advanceTimersByTime(4000);
    expect(await statusesOf("/status/200", 1)).toEqual([200]);
    vi.advanceTimersByTime(4000);
    expect(await statusesOf("/status/500", 60)).toEqual(all(500, 60));
    vi.advanceTimersByTime(60_000);
    const later = await Promise.all([1, 2, 3].map(async () => await statusesOf("/status/200", 1)));
    expect(later.flat()).toEqual([200, 200, 200]);
  });

  it("leaves other routes alone", async () => {
    const { statusesOf, slowStatusesOf } = await sampleWith();
    await slowStatusesOf("/status/500");
    expect(await statusesOf("/status/500", 1)).toEqual([503]);
    expect(await statusesOf("/other", 1)).toEqual([500]);
    expect(await statusesOf("/nope", 1)).toEqual([404]);
  });

  it("lets one request a second try, and closes after the first success", async () => {
    const { statusesOf, slowStatusesOf } = await sampleWith();
    await slowStatusesOf("/status/500");
    vi.advanceTimersByTime(1000);
    expect(await statusesOf("/status/500", 2)).toEqual([500, 503]);
    vi.advanceTimersByTime(1000);
    expect(await statusesOf("/status/200", 2)).toEqual([200, 200]);
    expect(await statusesOf("/status/500", 20)).toEqual(all(500, 20));
  });

  it("never opens for a route that is asked once a second", async () => {
    const { statusesOf } = await sampleWith();
    for (let second = 0; second < 60; second++) {
      expect(await statusesOf("/status/500", 1)).toEqual([500]);
      vi.advanceTimersByTime(1000);
    }
  });

  it.each([400, 404, 409, 429, 501])("does not count %i for a failure", async (status) => {
    const { statusesOf, slowStatusesOf } = await sampleWith();
    await slowStatusesOf(`/status/${status}`);
    expect(await statusesOf(`/status/${status}`, 20)).toEqual(all(status, 20));
  });

  it.each([502, 503, 504])("counts %i of the logic for one", async (status) => {
    const { statusesOf, slowStatusesOf } = await sampleWith();
    expect(await slowStatusesOf(`/status/${status}`)).toEqual(all(status, 20));
    expect(await statusesOf("/status/200", 1)).toEqual([503]);
  });

  it("takes no success for one that the logic has not seen", async () => {
    const { ask, statusesOf } = await sampleWith();
    await statusesOf("/status/500", 10);
    vi.advanceTimersByTime(5000);
    await statusesOf("/status/500", 9);
    expect((await ask("/status/200?page=x")).status).toBe(400);
    expect(await statusesOf("/status/500", 2)).toEqual([500, 503]);
  });

  it("does nothing where it is off", async () => {
    const { statusesOf, slowStatusesOf } = await sampleWith({ middlewares: { breaker: false } });
    await slowStatusesOf("/status/500");
    expect(await statusesOf("/status/500", 20)).toEqual(all(500, 20));
  });
});

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { openCache } from "../../../templates/runtime/cache/cache.ts";
import type { Cache } from "../../../templates/runtime/cache/cache.ts";
import type { OwnService } from "../../services/server-process.ts";
import { startRedisCluster } from "../../services/start-redis-cluster.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { userTableSpec } from "../../model/sample-tables.ts";
import { redisNode } from "./redis-node.ts";
import { slowReader } from "./slow-reader.ts";
import { openStores, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";
import { userDdl } from "./user-model.ts";
import type { User, UserModel } from "./user-model.ts";

/** Milliseconds of any read or write, whatever fails, and until all is as before once the cluster has a new master. */
const ANSWER = 1_500;
const RECOVERY = 3_000;

let nodes: readonly OwnService[];
let stores: Stores;
let makeModel: (database: Stores["database"], cache: Cache) => UserModel;

beforeAll(async () => {
  nodes = await startRedisCluster(1);
  const { Model, schema } = await loadModel(
    userTableSpec,
    { kind: "cached", database: uniqueName() },
    isClass<UserModel>,
  );
  stores = await openStores("MySQL and Redis", [userDdl], schema);
  makeModel = (database, cache) => new Model(database, cache);
});
afterAll(async () => {
  await stores.close();
  await Promise.all(nodes.map(async (node) => await node.stop()));
});

/** What one process of a service has: a connection to the cluster of its own. */
function newCache(compat: "go-zero" | undefined): Cache {
  const hosts = nodes.map(({ url }) => new URL(url).host).join(",");
  return openCache([{ ...redisNode(hosts), type: "cluster", compat }], () => {});
}

/** Whether a second read asks the cache alone. */
async function isCached(model: UserModel, id: number): Promise<boolean> {
  await model.findOne(id);
  stores.statements.length = 0;
  await model.findOne(id);
  return stores.statements.length === 0;
}

// Each takes another of the three masters, as what it has killed stays away.
describe.each([
  [undefined, 0],
  ["go-zero", 1],
] as const)("a cluster that loses a master (Compat: %s)", (compat, lost) => {
  it("serves reads and writes meanwhile, and no old row after the failover", async () => {
    const caches = [newCache(compat), newCache(compat)];
    const [mine, others] = caches.map((cache) => makeModel(stores.database, cache)) as [UserModel, UserModel];
    const users: User[] = [];
    // Enough rows to have keys on each master.
    for (let index = 0; index < 12; index++) {
      const id = await mine.insert({ username: `${compat} ${index}`, password: "pw" });
      for (const model of [mine, others])
        await vi.waitUntil(async () => await isCached(model, id), { timeout: 20_000 });
      users.push((await mine.findOneByUsername(`${compat} ${index}`)) as User);
    }
    // Rows that are read before they are written, and would be put there after it. go-zero's protocol prevents that within a process.
    const reader = caches[compat === undefined ? 1 : 0] as Cache;
    const ids = await Promise.all(
      Array.from(
        { length: 6 },
        async (_, index) => await mine.insert({ username: `${compat} late ${index}`, password: "pw" }),
      ),
    );
    const late = ids.map((id) => {
      const slow = slowReader(stores.database);
      return {
        id,
        slow,
        read: makeModel(slow.database, reader)
          .findOne(id)
          .catch(() => undefined),
      };
    });
    await Promise.all(late.map(async ({ slow }) => await slow.hasRead));

    nodes[lost]?.signal("SIGKILL");
    const durations: number[] = [];
    const timed = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
      const begun = performance.now();
      const answer = await work();
      durations.push(performance.now() - begun);
      return answer;
    };
    for (const user of users) {
      await timed(async () => await mine.update({ ...user, username: `${user.username} new`, role: "admin" }));
      expect(await timed(async () => await mine.findOne(user.id))).toMatchObject({ role: "admin" });
      expect(await timed(async () => await mine.findOneByUsername(user.username))).toBeUndefined();
    }
    for (const id of ids) {
      const row = { ...(users[0] as User), id, username: `${compat} late ${id}`, role: "admin" };
      await timed(async () => await mine.update(row));
    }
    expect(Math.max(...durations)).toBeLessThan(ANSWER);

    await vi.waitUntil(async () => await hasNewMaster(lost), { timeout: 30_000 });
    const isRecovered = async (): Promise<boolean> => {
      for (const model of [mine, others]) for (const { id } of users) if (!(await isCached(model, id))) return false;
      return true;
    };
    await vi.waitUntil(isRecovered, { timeout: RECOVERY, interval: 50 });
    for (const { slow } of late) slow.goOn();
    await Promise.all(late.map(async ({ read }) => await read));
    for (const model of [mine, others]) {
      for (const { id, username } of users) {
        expect(await model.findOne(id), `user ${id}`).toMatchObject({ username: `${username} new`, role: "admin" });
        expect(await model.findOneByUsername(username), username).toBeUndefined();
        expect(await model.findOneByUsername(`${username} new`), username).toMatchObject({ id });
      }
      for (const id of ids) expect(await model.findOne(id), `late ${id}`).toMatchObject({ role: "admin" });
    }
    await Promise.all(caches.map(async (cache) => await cache.close()));
  });
});

/** Whether a node that is left knows of a master for each part of the keys, without those that were lost. */
async function hasNewMaster(lost: number): Promise<boolean> {
  const { Redis } = await import("ioredis");
  const client = new Redis((nodes[2] as OwnService).url);
  const state = await client.cluster("INFO");
  const slots = JSON.stringify(await client.cluster("SLOTS"));
  client.disconnect();
  const port = new URL((nodes[lost] as OwnService).url).port;
  // The first of each range is its master.
  const masters = (JSON.parse(slots) as [number, number, [string, number]][]).map(([, , [, master]]) => String(master));
  return state.includes("cluster_state:ok") && !masters.includes(port);
}

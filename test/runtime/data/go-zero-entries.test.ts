import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";

import { openCache } from "../../../templates/runtime/cache/cache.ts";
import type { Cache } from "../../../templates/runtime/cache/cache.ts";
import type { Database } from "../../../templates/runtime/database/database.ts";
import { watchRedis } from "../../services/watch-redis.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { sampleColumn, sampleTable, bigint, varchar } from "../../model/sample-tables.ts";
import { slowReader } from "./slow-reader.ts";
import { redisNode } from "./redis-node.ts";
import { openStores, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";

const table = sampleTable(
  "contact",
  [
    sampleColumn("id", bigint, { autoIncrement: true, hasDefault: true }),
    sampleColumn("email", varchar(90), { nullable: true, hasDefault: true }),
    sampleColumn("seen_at", { kind: "datetime", fraction: 0 }, { nullable: true, hasDefault: true }),
    sampleColumn("price", { kind: "decimal", precision: 10, scale: 2 }),
  ],
  { primary: ["id"], unique: [["email"], ["seen_at"]] },
);
const ddl =
  "create table contact (id bigint not null auto_increment primary key, email varchar(90), seen_at datetime, " +
  "price decimal(10,2) not null, unique key (email), unique key (seen_at))";

interface Contact {
  id: number;
  email: string | null;
  seenAt: Date | null;
  price: string;
}

interface ContactModel {
  insert(row: Omit<Contact, "id">): Promise<number>;
  findOne(id: number): Promise<Contact | undefined>;
  findOneByEmail(email: string | null): Promise<Contact | undefined>;
  findOneBySeenAt(seenAt: Date | null): Promise<Contact | undefined>;
}

describe.each(["leases", "go-zero"] as const)("a cache shared with go-zero, by the protocol with %s", (protocol) => {
  const name = uniqueName();
  const redis = new Redis(inject("redisUrl"));
  const seenAt = new Date("2026-01-02T03:04:05Z");
  let stores: Stores;
  let cache: Cache;
  let makeModel: (database: Database, cache: Cache) => ContactModel;
  let model: ContactModel;
  let id: number;

  beforeAll(async () => {
    const { Model, schema } = await loadModel(table, { kind: "cached", database: name }, isClass<ContactModel>);
    stores = await openStores("MySQL and Redis", [ddl], schema);
    const node = redisNode(new URL(inject("redisUrl")).host);
    cache = openCache([protocol === "go-zero" ? { ...node, compat: "go-zero" } : node]);
    makeModel = (database, itsCache) => new Model(database, itsCache);
    model = makeModel(stores.database, cache);
    id = await model.insert({ email: "a@b", seenAt, price: "12.50" });
  });
  afterAll(async () => {
    redis.disconnect();
    await cache.close();
    await stores.close();
  });
  beforeEach(async () => {
    const keys = await redis.keys(`cache:${name}:*`);
    if (keys.length > 0) await redis.del(...keys);
    stores.statements.length = 0;
  });

  const key = (rest: string): string => `cache:${name}:contact:${rest}`;
  const row = (): string =>
    `{"Id":${id},"Email":{"String":"a@b","Valid":true},"SeenAt":{"Time":"2026-01-02T03:04:05Z","Valid":true},"Price":12.5}`;

  it("holds rows, index entries and placeholders in go-zero's form", async () => {
    await model.findOneByEmail("a@b");
    await model.findOneBySeenAt(seenAt);
    await model.findOne(999);
    expect(await redis.get(key(`id:${id}`))).toBe(row());
    expect(await redis.get(key("email:{a@b true}"))).toBe(String(id));
    expect(await redis.get(key("seenAt:{2026-01-02 03:04:05 +0000 UTC true}"))).toBe(String(id));
    expect(await redis.get(key("id:999"))).toBe("*");
  });

  it("expires in go-zero's time: 7 days ± 5 % for rows and indexes, the row 5 s later, 1 minute for placeholders", async () => {
    await model.findOneByEmail("a@b");
    await model.findOne(999);
    const [rowSeconds, indexSeconds] = [await redis.ttl(key(`id:${id}`)), await redis.ttl(key("email:{a@b true}"))];
    expect(indexSeconds).toBeGreaterThanOrEqual(574_559);
    expect(indexSeconds).toBeLessThanOrEqual(635_040);
    expect(rowSeconds - indexSeconds).toBe(5);
    const placeholderSeconds = await redis.ttl(key("id:999"));
    expect(placeholderSeconds).toBeGreaterThanOrEqual(56);
    expect(placeholderSeconds).toBeLessThanOrEqual(63);
  });

  it("is read as go-zero has written it", async () => {
    await redis.set(key(`id:${id}`), row());
    await redis.set(key("email:{a@b true}"), String(id));
    expect(await model.findOneByEmail("a@b")).toStrictEqual({ id, email: "a@b", seenAt, price: "12.50" });
    expect(stores.statements).toEqual([]);
  });

  it("believes go-zero's placeholder", async () => {
    await redis.set(key("email:{x@y true}"), "*");
    expect(await model.findOneByEmail("x@y")).toBeUndefined();
    expect(stores.statements).toEqual([]);
  });

  it.each(["{broken", "null", '{"Id":1}', "", '{"Id":9007199254740993,"Email":null,"SeenAt":null,"Price":1}'])(
    "asks the database instead of believing the row %s, and replaces it",
    async (damaged) => {
      await redis.set(key(`id:${id}`), damaged);
      expect(await model.findOne(id)).toMatchObject({ email: "a@b" });
      expect(await redis.get(key(`id:${id}`))).toBe(row());
    },
  );

  it("does not follow an index entry that leads to another row, or to none", async () => {
    const other = await model.insert({ email: `other ${Math.random()}`, seenAt: null, price: "1.00" });
    for (const wrong of [String(other), "999999", "broken"]) {
      await redis.set(key("email:{a@b true}"), wrong);
      expect(await model.findOneByEmail("a@b"), wrong).toMatchObject({ id });
      expect(await redis.get(key("email:{a@b true}")), wrong).toBe(String(id));
    }
  });

  it("asks Redis as go-zero does, without a lease, if that is what it is told", async () => {
    const watch = await watchRedis(inject("redisUrl"), `cache:${name}:`);
    await model.findOne(id);
    await model.findOne(999);
    const commands = (await watch.taken()).map((command) =>
      command.replace(`cache:${name}:contact:`, "").replace(/^eval(?:sha)?/u, "script"),
    );
    const [miss, fill] = protocol === "go-zero" ? [[], "set"] : [["script"], "script"];
    expect(commands).toEqual(
      [`id:${id}`, "id:999"].flatMap((rest) => ["get", ...miss, fill].map((command) => `${command} ${rest}`)),
    );
    watch.close();
  });

  it("never replaces a row by a placeholder, nor keeps what was read before a write of this process", async () => {
    const slow = slowReader(stores.database);
    const late = makeModel(slow.database, cache);
    const early = late.findOne(id);
    await slow.hasRead;
    await cache.drop([key(`id:${id}`)]);
    slow.goOn();
    expect(await early).toMatchObject({ email: "a@b" });
    expect(await redis.get(key(`id:${id}`))).toBeNull();
    const absent = slowReader(stores.database);
    const vain = makeModel(absent.database, cache).findOne(777);
    await absent.hasRead;
    // A service in Go, which knows no leases, writes the row meanwhile.
    if (protocol === "go-zero") await redis.set(key("id:777"), row());
    absent.goOn();
    expect(await vain).toBeUndefined();
    expect(await redis.get(key("id:777"))).toBe(protocol === "go-zero" ? row() : "*");
  });
});

import type { UserModel } from "../../runtime/data/user-model.ts";

/** What a step came to, and what it asked Redis and the database for. Keys are without what they all begin with. */
export interface Trace {
  readonly outcome: string;
  readonly redis: readonly string[];
  readonly sql: readonly string[];
}

/** A step of go-zero's traces that is run here too. */
export interface Step {
  readonly name: string;
  /** Entries that are put into the cache before; undefined for a cache that is emptied. */
  readonly entries?: Readonly<Record<string, string>> | undefined;
  readonly keepsCache?: boolean;
  /** What is done before. */
  readonly warm?: (model: UserModel) => Promise<unknown>;
  readonly run: (model: UserModel) => Promise<unknown>;
  /** Where we do something else than go-zero: what, and why it is better. */
  readonly ours?: Partial<Trace> & { readonly why: string };
}

const user = { password: "pw", role: "user", createTime: new Date(0), updateTime: new Date(0) };
const byName = (username: string) => async (model: UserModel) => await model.findOneByUsername(username);
const byId = (id: number) => async (model: UserModel) => await model.findOne(id);
const kept = { keepsCache: true } as const;

const coldByName = "the row's key is filled by a read of its own, after which no write can be undone by it";
const truth = "the old keys come from the database: what the cache has may be outdated";

export const steps: readonly Step[] = [
  { name: "findone-cold", run: byId(1) },
  { name: "findone-hit", ...kept, run: byId(1) },
  { name: "findone-notfound", ...kept, run: byId(999) },
  { name: "findone-notfound-hit", ...kept, run: byId(999) },
  {
    name: "byusername-cold",
    run: byName("ann"),
    ours: {
      why: coldByName,
      redis: ["get username:ann", "set username:ann", "get id:1", "set id:1"],
      sql: ["select", "select"],
    },
  },
  { name: "byusername-hit", ...kept, run: byName("ann") },
  { name: "byusername-index-hit-row-miss", entries: { "username:ann": "1" }, run: byName("ann") },
  {
    name: "byusername-index-miss-row-hit",
    warm: byId(1),
    run: byName("ann"),
    ours: {
      why: "a row that is cached is used as it is",
      redis: ["get username:ann", "set username:ann", "get id:1"],
    },
  },
  { name: "byusername-notfound", ...kept, run: byName("zed") },
  { name: "byusername-notfound-hit", ...kept, run: byName("zed") },
  {
    name: "insert-after-username-notfound",
    ...kept,
    run: async (model) => await model.insert({ username: "zed", password: "p" }),
    ours: { why: "the row's own key is dropped, not that of row 0", redis: ["del id:5 username:zed"] },
  },
  {
    name: "byusername-after-insert",
    ...kept,
    run: byName("zed"),
    ours: {
      why: coldByName,
      redis: ["get username:zed", "set username:zed", "get id:5", "set id:5"],
      sql: ["select", "select"],
    },
  },
  { name: "findone-next-id", ...kept, run: byId(6) },
  {
    name: "insert-next-id",
    ...kept,
    run: async (model) => await model.insert({ username: "yan", password: "p" }),
    ours: { why: "the row's own key is dropped, not that of row 0", redis: ["del id:6 username:yan"] },
  },
  {
    name: "findone-next-id-after-insert",
    ...kept,
    run: byId(6),
    ours: {
      why: "go-zero hides the new row for a minute",
      outcome: "row 6",
      redis: ["get id:6", "set id:6"],
      sql: ["select"],
    },
  },
  { name: "insert-duplicate", ...kept, run: async (model) => await model.insert({ username: "ann", password: "p" }) },
  {
    name: "update-role-cold",
    run: async (model) => await model.update({ ...user, id: 2, username: "bob", role: "admin" }),
    ours: { why: truth, redis: ["del id:2 username:bob"] },
  },
  {
    name: "update-role-again-same",
    ...kept,
    run: async (model) => await model.update({ ...user, id: 2, username: "bob", role: "admin" }),
    ours: { why: truth, redis: ["del id:2 username:bob"] },
  },
  {
    name: "update-rename",
    entries: { "username:bob": "2", "username:bobby": "*" },
    run: async (model) => await model.update({ ...user, id: 2, username: "bobby", role: "admin" }),
    ours: {
      why: "the new name's key is dropped too",
      redis: ["del id:2 username:bob username:bobby"],
      sql: ["select", "update"],
    },
  },
  { name: "rename-find-old", ...kept, run: byName("bob") },
  {
    name: "rename-find-new",
    ...kept,
    run: byName("bobby"),
    ours: {
      why: "go-zero hides the row under its new name for a minute",
      outcome: "row 2",
      redis: ["get username:bobby", "set username:bobby", "get id:2", "set id:2"],
      sql: ["select", "select"],
    },
  },
  {
    name: "update-missing-row",
    run: async (model) => await model.update({ ...user, id: 999, username: "nobody" }),
    ours: { why: truth, redis: [] },
  },
  {
    name: "update-duplicate",
    ...kept,
    run: async (model) => await model.update({ ...user, id: 3, username: "ann" }),
    ours: { why: truth, redis: [] },
  },
  {
    name: "delete",
    entries: { "username:cat": "3" },
    run: async (model) => await model.delete(3),
    ours: { why: truth, redis: ["del id:3 username:cat"], sql: ["select", "delete"] },
  },
  { name: "delete-find-id", ...kept, run: byId(3) },
  { name: "delete-find-username", ...kept, run: byName("cat") },
  {
    name: "delete-again",
    ...kept,
    run: async (model) => await model.delete(3),
    ours: { why: truth, redis: [], sql: ["select"] },
  },
  {
    name: "corrupt-row-value",
    entries: { "id:1": "{broken" },
    run: byId(1),
    ours: {
      why: "no better: one GET more, in a case that does not happen",
      redis: ["get id:1", "del id:1", "get id:1", "set id:1"],
    },
  },
  { name: "empty-row-value", entries: { "id:1": "" }, run: byId(1) },
  {
    name: "partial-row-value",
    entries: { "id:1": '{"Id":1,"Username":"ann"}' },
    run: byId(1),
    ours: {
      why: "a value that lacks a column is a miss, not a row with empty columns",
      redis: ["get id:1", "del id:1", "get id:1", "set id:1"],
      sql: ["select"],
    },
  },
  {
    name: "null-row-value",
    entries: { "id:1": "null" },
    run: byId(1),
    ours: {
      why: "null is no row; go-zero gives one with nothing in it",
      outcome: "row 1",
      redis: ["get id:1", "del id:1", "get id:1", "set id:1"],
      sql: ["select"],
    },
  },
  {
    name: "stale-index-other-row",
    entries: { "username:ann": "4" },
    run: byName("ann"),
    ours: {
      why: "the row found is compared with what was asked for; go-zero gives dan for ann",
      outcome: "row 1",
      redis: [
        "get username:ann",
        "get id:4",
        "set id:4",
        "del username:ann id:4",
        "get username:ann",
        "set username:ann",
        "get id:1",
        "set id:1",
      ],
      sql: ["select", "select", "select"],
    },
  },
  {
    name: "stale-index-no-row",
    entries: { "username:ann": "888" },
    run: byName("ann"),
    ours: {
      why: "an index entry that leads nowhere is thrown away; go-zero says not found for a week",
      outcome: "row 1",
      redis: [
        "get username:ann",
        "get id:888",
        "set id:888",
        "del username:ann id:888",
        "get username:ann",
        "set username:ann",
        "get id:1",
        "set id:1",
      ],
      sql: ["select", "select", "select"],
    },
  },
  {
    name: "username-with-colon",
    run: byName("a:b c\n"),
    ours: { why: "a placeholder stands for visible ASCII only", redis: ["get username:a:b c\\n"] },
  },
  {
    name: "username-case",
    run: byName("ANN"),
    ours: {
      why: "a write drops the row's own spelling, so that no other has an entry",
      redis: ["get username:ANN"],
      sql: ["select", "select"],
    },
  },
];

/** Steps that other tests run, since they need what this one has not: where, and what we do. */
export const elsewhere: Readonly<Record<string, string>> = {
  "findone-ttl": "same: go-zero-entries.test.ts",
  "plain-update": "same: a table with a primary key alone, leases.test.ts",
  "plain-update-missing": "better, ErrNotFound instead of silence: cached-model.test.ts",
  "plain-delete-missing": "better, ErrNotFound instead of silence: cached-model.test.ts",
  "plain-insert": "better, the row's own key is dropped: cached-model.test.ts",
  "big-id-cold":
    "differs: without --int64 such a number is refused with the column's name, never rounded: databases.test.ts",
  "big-id-hit": "differs, likewise: go-zero-entries.test.ts, where such an entry is a miss",
  "username-case-delete": "better, no placeholder hides a row under another spelling: leases.test.ts",
  "username-case-reuse": "better, likewise: leases.test.ts",
  "concurrent-200-findone-cold": "same: cached-model.test.ts; one SELECT over four processes too: cold-reads.test.ts",
  "concurrent-200-byusername-cold": "same but for the SELECT of the key: cached-model.test.ts, cold-reads.test.ts",
  "concurrent-200-notfound": "same: cold-reads.test.ts",
  "concurrent-200-slow-db": "same up to the read's limit of 1.4 s: cached-model.test.ts",
  "singleflight-first-caller-cancelled": "better, who gives up does so alone: cache.test.ts",
  "race-stale-fill": "better, the late fill is refused: leases.test.ts, cache-history.test.ts",
  "race-stale-fill-two-processes": "better, likewise: leases.test.ts, cache-history.test.ts",
  "race-stale-fill-plain": "better, likewise: leases.test.ts, cache-history.test.ts",
  "set-fails-after-db-read": "same, the row is given: faults.test.ts",
  "set-fails-after-db-read-byusername": "better, the row is given: faults.test.ts",
  "redis-full-findone": "same, the row is given: faults.test.ts",
  "redis-full-byusername": "better, the row is given: faults.test.ts",
  "null-unique-insert": "better, NULL has no entry to drop: cached-model.test.ts",
  "null-unique-find": "better, nothing is asked for NULL: cached-model.test.ts",
  "null-unique-find-value": "same entries: go-zero-entries.test.ts",
  "time-unique-key": "same entries: go-zero-entries.test.ts",
  "binary-column-cold": "better, bytes and digits are exact, under keys of their own: column-types.test.ts",
  "binary-column-hit": "better, likewise: column-types.test.ts",
  "bit-column": "better, bits are read: column-types.test.ts",
  "composite-key-clash-first": "same row: cached-model.test.ts",
  "composite-key-clash-second": "better, the parts of a key are escaped: cached-model.test.ts",
  "transaction-cached-commit": "better, keys are dropped after COMMIT: transactions.test.ts",
  "transaction-rollback": "same, nothing is dropped: transactions.test.ts",
  "db-error-not-cached": "same: cache.test.ts, where a load fails",
  "db-error-breaker": "better, a statement's mistake counts for no breaker: faults.test.ts",
  "redis-down-findone":
    "better, the database is asked, a few reads at a time; OnCacheError: fail is go-zero's way: faults.test.ts, cache.test.ts",
  "redis-down-byusername": "better, likewise: faults.test.ts",
  "redis-down-insert": "same: faults.test.ts",
  "redis-down-update-unique": "better, writes do not depend on the cache: faults.test.ts",
  "redis-down-delete-unique": "better, likewise: faults.test.ts",
  "redis-down-update-plain": "same: outdated-keys.test.ts",
  "redis-back-stale-value": "same for other processes, for a second: redis-failure.test.ts",
  "redis-back-stale-read": "better, the writer's process does not serve it: redis-failure.test.ts",
  "redis-back-cleaner": "better, each second until it is done, and not given up: outdated-keys.test.ts",
  "redis-down-breaker": "better, one caller a second asks: redis-failure.test.ts",
  "redis-hung-findone": "better, within 500 ms and from the database: faults.test.ts",
  "redis-hung-findone-deadline": "better, a caller's signal ends its wait at once: cache.test.ts",
};

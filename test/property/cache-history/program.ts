import * as fc from "fast-check";

import type { Operation, Write } from "./operation.ts";

/** What some clients do at the same time, each one thing after the other. */
export interface Program {
  readonly clients: readonly Client[];
  readonly keys: {
    readonly ids: readonly number[];
    readonly names: readonly string[];
    readonly firstId: number;
    readonly lastId: number;
  };
  readonly fault: FaultKind | undefined;
}

export interface Client {
  readonly process: number;
  readonly operations: readonly Operation[];
}

/** What fails, and how. `restart`: the server is killed. `stop`: it hangs. `cut`: connections are lost; those to the database before an answer. */
export type FaultKind =
  | `cache: ${"restart" | "stop" | "cut" | "flush" | "lost commands"}`
  | `database: ${"restart" | "stop" | "cut" | "kill connections"}`
  | "processes: die";

/** So many rows at most. With one, all clients are at the same keys. */
export const ROWS = 3;
const spellings = ["ann", "Ann", "bob", "BOB"];

/** The same with places instead of keys: each history has keys of its own. */
type Sketch =
  | { readonly kind: "insert" | "update"; readonly row: number; readonly name: number }
  | { readonly kind: "delete" | "find"; readonly row: number }
  | { readonly kind: "findBy"; readonly name: number };

const row = fc.nat({ max: ROWS - 1 });
const name = fc.nat({ max: spellings.length - 1 });
const write = fc.oneof(
  fc.record({ kind: fc.constantFrom("insert" as const, "update" as const), row, name }),
  fc.record({ kind: fc.constantFrom("insert" as const, "update" as const), row, name }),
  fc.record({ kind: fc.constant("delete" as const), row }),
);
/** Within a transaction nothing is deleted: a deletion is known by its time alone. */
const writes = fc.array(
  fc.record({ kind: fc.constantFrom("insert" as const, "update" as const, "update" as const), row, name }),
  { minLength: 1, maxLength: 3 },
);
const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("find" as const), row }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("findBy" as const), name }) },
  { weight: 4, arbitrary: write },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("transact" as const), writes, commits: fc.boolean() }) },
);
const client = fc.record({
  process: fc.nat({ max: 2 }),
  operations: fc.array(operation, { minLength: 3, maxLength: 8 }),
});

let histories = 0;
let versions = 0;

/** Programs with so many rows, and with keys that no earlier one has used. */
export function programs(faults: fc.Arbitrary<FaultKind | undefined>, rows: number): fc.Arbitrary<() => Program> {
  const clients = fc.array(client, { minLength: 4, maxLength: 6 });
  return fc.record({ clients, fault: faults }).map((sketch) => () => {
    const firstId = ++histories * 10;
    const nameOf = (place: number): string => `${spellings[place]}${histories}`;
    const drawn = (given: Sketch): Operation => {
      switch (given.kind) {
        case "find":
        case "delete":
          return { kind: given.kind, id: firstId + (given.row % rows) };
        case "findBy":
          return { kind: "findBy", name: nameOf(given.name) };
        case "insert":
        case "update":
          return drawnWrite({ ...given, row: given.row % rows }, firstId, nameOf);
      }
    };
    return {
      clients: sketch.clients.map(({ process, operations }) => ({
        process,
        operations: operations.map((given) =>
          given.kind === "transact"
            ? {
                ...given,
                writes: given.writes.map((each) => drawnWrite({ ...each, row: each.row % rows }, firstId, nameOf)),
              }
            : drawn(given),
        ),
      })),
      keys: {
        ids: Array.from({ length: rows }, (_, index) => firstId + index),
        names: spellings.map((_, place) => nameOf(place)),
        firstId,
        lastId: firstId + rows - 1,
      },
      fault: sketch.fault,
    };
  });
}

function drawnWrite(
  given: Extract<Sketch, { kind: "insert" | "update" }>,
  firstId: number,
  nameOf: (place: number) => string,
): Write {
  return { kind: given.kind, row: { id: firstId + given.row, name: nameOf(given.name), version: ++versions } };
}

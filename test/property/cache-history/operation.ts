import type { Item } from "./item-table.ts";

export type Write =
  { readonly kind: "insert" | "update"; readonly row: Item } | { readonly kind: "delete"; readonly id: number };

export type Operation =
  | Write
  | { readonly kind: "find"; readonly id: number }
  | { readonly kind: "findBy"; readonly name: string }
  | { readonly kind: "transact"; readonly writes: readonly Write[]; readonly commits: boolean };

/** `refused`: it has had no effect. `unknown`: it may have had one, or has given nothing. */
export type Outcome =
  | { readonly kind: "done"; readonly row: Item | undefined }
  | { readonly kind: "refused" }
  | { readonly kind: "unknown"; readonly reason: string };

/** One operation as the test saw it; times are the machine's, in milliseconds. */
export interface Call {
  readonly process: number;
  readonly operation: Operation;
  readonly start: number;
  readonly end: number;
  readonly outcome: Outcome;
}

/** What a worker is told once: where the servers are, and which mistake it is to make. */
export interface WorkerOptions {
  readonly redis: string;
  readonly dataSource: string;
  readonly bug: PlantedBug | undefined;
}

export const plantedBugs = [
  "no delete",
  "delete before commit",
  "no lease",
  "wrong secondary key",
  "placeholder over a row",
] as const;
export type PlantedBug = (typeof plantedBugs)[number];

/** `failures`: the share of commands to the cache that fail, before or after they have had their effect. */
export interface Request {
  readonly ticket: number;
  readonly operation: Operation;
  readonly failures: number;
}

export interface Reply {
  readonly ticket: number;
  /** Whether the process has reported since its last reply that Redis fails: on a busy machine that may happen by itself. */
  readonly hasReported: boolean;
  readonly outcome: Outcome;
}

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

/** What a worker is told once: where the servers are, which mistake it is to make, and how it works. */
export interface WorkerOptions {
  readonly redis: string;
  readonly dataSource: string;
  readonly bug: PlantedBug | undefined;
  /** Whether some rows are found and inserted as lists, which has to be as good as one by one. */
  readonly inBulk: boolean;
}

/** Mistakes that a checker has to find, and what has to fail for them to show. */
export const plantedBugs = {
  "no delete": "nothing",
  "delete before commit": "nothing",
  "no lease": "nothing",
  "wrong secondary key": "nothing",
  "placeholder over a row": "nothing",
  "lease of somebody else": "nothing",
  "older read shared": "nothing",
  "placeholder kept by an insert": "nothing",
  "uncommitted read cached": "nothing",
  "no hold": "processes",
  "failed delete forgotten": "cache",
} as const satisfies Readonly<Record<string, Failing>>;
export type PlantedBug = keyof typeof plantedBugs;

/** What fails in a history. */
export type Failing = "nothing" | "cache" | "database" | "processes";

/** What may befall a worker between any two steps of its work; the shares of steps to which it happens. */
export interface Mishaps {
  /** A command to the cache fails, before it has had its effect or after. */
  readonly lostCommands: number;
  /** The process is killed. */
  readonly deaths: number;
}

export interface Request {
  readonly ticket: number;
  readonly operation: Operation;
  readonly mishaps: Mishaps;
}

export interface Reply {
  readonly ticket: number;
  readonly outcome: Outcome;
}

/** What a worker says at once when Redis fails: on a busy machine that may happen by itself, and the worker may die before it replies. */
export const CACHE_FAILS = "cache fails";

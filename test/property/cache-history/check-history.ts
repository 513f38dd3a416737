import type { Item } from "./item-table.ts";
import type { Call } from "./operation.ts";

/** A change of a row as the database has made it; those of one row are in the order of their commits. */
export interface Change {
  readonly id: number;
  /** Undefined if the row was deleted. */
  readonly name: string | undefined;
  readonly version: number;
  /** The machine's time, in milliseconds. */
  readonly at: number;
}

export interface History {
  readonly calls: readonly Call[];
  readonly changes: readonly Change[];
  /** So many of the changes were seen in the database at that time, whatever their callers were told. */
  readonly seen: { readonly changes: number; readonly at: number } | undefined;
  /** Until when other processes than the writer's may give what a write of this time has replaced; see `Fault`. */
  readonly fault: Fault | undefined;
}

/** The cache has failed between these times, in milliseconds; drops may have been late until `over`. */
export interface Fault {
  readonly from: number;
  readonly over: number;
}

/** What a key led to from one write to the next. */
interface State {
  readonly row: Item | undefined;
  readonly write: WriteTime;
  /** The names whose entries the write has dropped. */
  readonly names: ReadonlySet<string>;
}

interface WriteTime {
  readonly start: number;
  /** When it was there for certain. */
  readonly end: number;
  readonly process: number;
}

/** Clocks of two processes of one machine may differ by so many milliseconds. */
const CLOCK_DIFFERENCE = 5;
const beginning: State = {
  row: undefined,
  write: { start: Number.NEGATIVE_INFINITY, end: Number.NEGATIVE_INFINITY, process: -1 },
  names: new Set(),
};

/** The reads that no order of events explains, in words. */
export function violations(history: History): readonly string[] {
  const { byId, byName } = statesOf(history);
  const reads = new Map<readonly State[], Call[]>();
  for (const call of history.calls) {
    const { operation, outcome } = call;
    if (outcome.kind !== "done" || (operation.kind !== "find" && operation.kind !== "findBy")) continue;
    const states = operation.kind === "find" ? statesFor(byId, operation.id) : statesFor(byName, fold(operation.name));
    push(reads, states, call);
  }
  return [...reads].flatMap(([states, itsReads]) => {
    const { fault } = history;
    const wrong =
      fault === undefined ? outOfOrder(states, itsReads) : itsReads.filter((read) => !isExcused(states, read, fault));
    return wrong.map((read) => `${JSON.stringify(read)} may not give this: ${JSON.stringify(states)}`);
  });
}

/**
 * The reads that contradict one order of all reads and writes of the key, in which each has happened at a moment between its beginning
 * and its end. The states are in the order of their commits, so that it is enough to give each read the earliest state that it can have
 * seen.
 */
function outOfOrder(states: readonly State[], reads: readonly Call[]): readonly Call[] {
  const placed: { readonly end: number; readonly index: number }[] = [];
  return reads
    .toSorted((a, b) => a.end - b.end)
    .filter((read) => {
      const written = states.findLastIndex(({ write }) => write.end < read.start);
      const seen = placed.filter(({ end }) => end < read.start).map(({ index }) => index);
      const lowest = Math.max(written, ...seen);
      const future = states.findIndex(({ write }) => write.start > read.end);
      const highest = future === -1 ? states.length - 1 : future - 1;
      const index = states.findIndex((state, at) => at >= lowest && at <= highest && isSeen(state, read));
      if (index !== -1) placed.push({ end: read.end, index });
      return index === -1;
    });
}

/** Whether a read may give a state when drops can be late: no write that is known to its process had replaced it. */
function isExcused(states: readonly State[], read: Call, fault: Fault): boolean {
  return states.some(
    (state, index) =>
      isSeen(state, read) &&
      state.write.start <= read.end &&
      states.slice(index + 1).every((later) => replacedAt(later, read, fault) >= read.start),
  );
}

/** When a write's old state has gone from all caches. Its own process does not serve what it could not drop, whatever has failed. */
function replacedAt({ write, names }: State, read: Call, fault: Fault): number {
  const { operation } = read;
  const isOwn = write.process === read.process && (operation.kind !== "findBy" || names.has(operation.name));
  const isDelayed = !isOwn && write.end >= fault.from && write.start <= fault.over;
  return isDelayed ? Math.max(write.end, fault.over) : write.end;
}

function statesOf({ calls, changes, seen }: History) {
  const byId = new Map<number, State[]>();
  const byName = new Map<string, State[]>();
  const rows = new Map<number, Item>();
  const found = changes.map((change) => ({ change, call: callOf(change, calls) }));
  for (const [index, { change, call }] of found.entries()) {
    const { id, name, version } = change;
    // Of several changes of a row by one transaction only the last is ever seen.
    if (found.slice(index + 1).some((later) => later.change.id === id && later.call === call)) continue;
    const before = rows.get(id);
    const after = name === undefined ? undefined : { id, name, version };
    if (after === undefined) rows.delete(id);
    else rows.set(id, after);
    const end = Math.min(
      lastMoment(call),
      seen !== undefined && index < seen.changes ? seen.at : Number.POSITIVE_INFINITY,
    );
    const write = { start: call.start, end, process: call.process };
    const both = [before, after].flatMap((row) => (row === undefined ? [] : [row.name, fold(row.name)]));
    const state = { write, names: new Set(both) };
    statesFor(byId, id).push({ ...state, row: after });
    if (before !== undefined && fold(before.name) !== fold(after?.name ?? "")) {
      statesFor(byName, fold(before.name)).push({ ...state, row: undefined });
    }
    if (after !== undefined) statesFor(byName, fold(after.name)).push({ ...state, row: after });
  }
  return { byId, byName };
}

/** The call that has made a change: its version tells; a deletion is known by its time, and may come later if nobody has told its end. */
function callOf(change: Change, calls: readonly Call[]): Call {
  const candidates = calls.filter((call) => {
    const { operation, start, outcome } = call;
    if (outcome.kind === "refused") return false;
    if (change.name === undefined) {
      const isThen = start - CLOCK_DIFFERENCE <= change.at && change.at <= lastMoment(call) + CLOCK_DIFFERENCE;
      return operation.kind === "delete" && operation.id === change.id && isThen;
    }
    const writes = operation.kind === "transact" ? operation.writes : [operation];
    return writes.some((write) => "row" in write && write.row.version === change.version);
  });
  const known = candidates.filter(({ outcome }) => outcome.kind === "done");
  const [last] = (known.length > 0 ? known : candidates).toSorted((a, b) => b.end - a.end);
  if (last === undefined) throw new Error(`no call has made ${JSON.stringify(change)}`);
  return last;
}

/** A call that nobody has answered may have had its effect at any time. */
function lastMoment({ outcome, end }: Call): number {
  return outcome.kind === "unknown" ? Number.POSITIVE_INFINITY : end;
}

function isSeen({ row }: State, { outcome }: Call): boolean {
  const given = outcome.kind === "done" ? outcome.row : undefined;
  if (row === undefined || given === undefined) return row === given;
  return row.id === given.id && row.name === given.name && row.version === given.version;
}

function statesFor<Key>(states: Map<Key, State[]>, key: Key): State[] {
  const known = states.get(key) ?? [beginning];
  states.set(key, known);
  return known;
}

function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}

/** The collation of the table compares without regard to case. */
function fold(name: string): string {
  return name.toLowerCase();
}

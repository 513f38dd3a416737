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
  /** Until when other processes than the writer's may give what a write of this time has replaced; see `Fault`. */
  readonly fault: Fault | undefined;
}

/** Something has failed between these times, in milliseconds; drops may have been late until `over`. */
export interface Fault {
  readonly from: number;
  readonly over: number;
}

/** What a key led to from one write to the next. */
interface State {
  readonly row: Item | undefined;
  readonly call: Pick<Call, "start" | "end" | "process">;
}

/** Clocks of two processes of one machine may differ by so many milliseconds. */
const CLOCK_DIFFERENCE = 5;
const beginning = { start: Number.NEGATIVE_INFINITY, end: Number.NEGATIVE_INFINITY, process: -1 };

/** The reads that no order of events explains, in words. */
export function violations({ calls, changes, fault }: History): readonly string[] {
  const byId = new Map<number, State[]>();
  const byName = new Map<string, State[]>();
  for (const { before, after, call } of steps(changes, calls)) {
    const id = (before ?? after)?.id ?? Number.NaN;
    push(byId, id, { row: after, call });
    if (before !== undefined && fold(before.name) !== fold(after?.name ?? "")) {
      push(byName, fold(before.name), { row: undefined, call });
    }
    if (after !== undefined) push(byName, fold(after.name), { row: after, call });
  }
  return calls.flatMap((call) => {
    const { operation, outcome } = call;
    if (outcome.kind !== "done" || (operation.kind !== "find" && operation.kind !== "findBy")) return [];
    const states = operation.kind === "find" ? byId.get(operation.id) : byName.get(fold(operation.name));
    const all = [{ row: undefined, call: beginning }, ...(states ?? [])];
    if (all.some((state, index) => isPossible(state, all.slice(index + 1), call, fault))) return [];
    return [`${JSON.stringify(call)} may not give this: ${JSON.stringify(all)}`];
  });
}

/** Whether a read may give a state: it was there before the read's end, and no write that replaced it had ended before the read. */
function isPossible(state: State, later: readonly State[], read: Call, fault: Fault | undefined): boolean {
  if (!isSame(state.row, read.outcome.kind === "done" ? read.outcome.row : undefined)) return false;
  if (state.call.start > read.end) return false;
  return later.every(({ call }) => replacedAt(call, read, fault) >= read.start);
}

/** When a write's old state has gone from all caches. Its own process does not serve what it could not drop, whatever has failed. */
function replacedAt(write: State["call"], read: Call, fault: Fault | undefined): number {
  const isDelayed =
    fault !== undefined && write.process !== read.process && write.end >= fault.from && write.start <= fault.over;
  return isDelayed ? Math.max(write.end, fault.over) : write.end;
}

interface Step {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly call: State["call"];
}

/** The changes with the calls that have made them; of several changes of a row by one transaction only the last is ever seen. */
function steps(changes: readonly Change[], calls: readonly Call[]): readonly Step[] {
  const rows = new Map<number, Item>();
  const found = changes.map((change) => ({ change, call: callOf(change, calls) }));
  return found.flatMap(({ change, call }, index) => {
    const isReplaced = found.slice(index + 1).some((later) => later.change.id === change.id && later.call === call);
    if (isReplaced) return [];
    const { id, name, version } = change;
    const before = rows.get(id);
    const after = name === undefined ? undefined : { id, name, version };
    if (after === undefined) rows.delete(id);
    else rows.set(id, after);
    const end = call.outcome.kind === "unknown" ? Number.POSITIVE_INFINITY : call.end;
    return [{ before, after, call: { start: call.start, end, process: call.process } }];
  });
}

/** The call that has made a change: its version tells; a deletion is known by its time. */
function callOf(change: Change, calls: readonly Call[]): Call {
  const candidates = calls.filter(({ operation, start, end, outcome }) => {
    if (outcome.kind === "refused") return false;
    if (change.name === undefined) {
      const isThen = start - CLOCK_DIFFERENCE <= change.at && change.at <= end + CLOCK_DIFFERENCE;
      return operation.kind === "delete" && operation.id === change.id && isThen;
    }
    const writes = operation.kind === "transact" ? operation.writes : [operation];
    return writes.some((write) => "row" in write && write.row.version === change.version);
  });
  const [last] = candidates.toSorted((a, b) => b.end - a.end);
  if (last === undefined) throw new Error(`no call has made ${JSON.stringify(change)}`);
  return last;
}

function isSame(a: Item | undefined, b: Item | undefined): boolean {
  return a === undefined || b === undefined ? a === b : a.id === b.id && a.name === b.name && a.version === b.version;
}

function push<Key>(states: Map<Key, State[]>, key: Key, state: State): void {
  const known = states.get(key);
  if (known === undefined) states.set(key, [state]);
  else known.push(state);
}

/** The collation of the table compares without regard to case. */
function fold(name: string): string {
  return name.toLowerCase();
}

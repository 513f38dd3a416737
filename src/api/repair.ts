import { EOF, tokenMatcher } from "chevrotain";
import type { ApiParser } from "./grammar.ts";
import { coarseRepairs, farRepairs, longestElement, nearRepairs } from "./repair-candidates.ts";
import type { BrokenInput, Repair } from "./repair-candidates.ts";

/** How many tokens behind the mistake have to make sense for a change to be believed. */
const window = 30;
/** The same where several changes do; some mistakes are seen much later than made. */
const longWindow = 400;

/**
 * Finds the change of the text that most likely undoes the mistake: a token too many, one too few, a wrong one, two in the
 * wrong order, a bracket forgotten some lines before. Each is tried on the parser itself: the one after which it gets
 * farthest is it, and among equals the smallest. Undefined if nothing helps.
 */
export function findRepair(parser: ApiParser, broken: BrokenInput): Repair | undefined {
  if (broken.at - broken.lead > longestElement) return undefined;
  const small = tryAll(parser, broken, [...nearRepairs(parser, broken), ...farRepairs(broken)]);
  const best = bestOf(parser, broken, small);
  if (best !== undefined && best.read > 3) return best.repair;
  const coarse = tryAll(parser, broken, coarseRepairs(broken));
  return bestOf(parser, broken, best === undefined ? coarse : [best, ...coarse])?.repair;
}

interface Trial {
  readonly repair: Repair;
  /** How many tokens behind the place the parser read, or infinite if all that it was given. */
  readonly read: number;
}

function tryAll(parser: ApiParser, broken: BrokenInput, repairs: readonly Repair[]): readonly Trial[] {
  const trials = repairs.map((repair) => ({ repair, read: tokensRead(parser, broken, repair, window) }));
  return trials.filter(({ read }) => read > 0);
}

function bestOf(parser: ApiParser, broken: BrokenInput, trials: readonly Trial[]): Trial | undefined {
  const most = Math.max(...trials.map(({ read }) => read));
  const equals = trials.filter(({ read }) => read === most).toSorted((a, b) => a.repair.cost - b.repair.cost);
  if (equals.length < 2 || most < Infinity) return equals[0];
  return equals
    .slice(0, 12)
    .map(({ repair, read }) => ({ repair, read, far: tokensRead(parser, broken, repair, longWindow) }))
    .reduce((one, other) => (other.far > one.far ? other : one));
}

/** Where only an end is missing behind the last token, that is not all, but more than anything less. */
function tokensRead(parser: ApiParser, { input, at }: BrokenInput, repair: Repair, size: number): number {
  const behind = repair.at + repair.removed;
  const end = Math.min(input.length, Math.max(at, behind) + size);
  const { stop } = parser.read([...input.slice(0, repair.at), ...repair.inserted, ...input.slice(behind, end)]);
  if (stop === undefined) return Infinity;
  if (tokenMatcher(stop.token, EOF)) return end === input.length ? size + 1 : Infinity;
  const unchanged = repair.at + (repair.wrong ?? repair.removed);
  const leftOut = (repair.wrong ?? repair.removed) - (repair.wrong ?? repair.inserted.length);
  const index = input.slice(unchanged, end).indexOf(stop.token);
  if (index < 0) return 0; // what was put in does not fit either
  return index + unchanged - Math.max(at, repair.at + leftOut);
}

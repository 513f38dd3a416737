import { EOF, tokenLabel, tokenMatcher } from "chevrotain";
import type { CstNode, IToken } from "chevrotain";
import type { ApiParser } from "./grammar.ts";
import type { OpenList, Stop } from "./reading.ts";
import type { Place } from "./building.ts";
import { isBracket, openBrackets } from "./repair-candidates.ts";
import type { Repair } from "./repair-candidates.ts";
import { findRepair } from "./repair.ts";

/** The most syntax problems that are told of one file. */
const mistakeLimit = 50;

/** A place where the text does not follow the grammar. */
export interface Mistake {
  /** The token that is wrong, or before which one is missing; undefined at the end of the file. */
  readonly token: IToken | undefined;
  readonly expected: string;
  /** The bracket that is not closed, if that is the mistake. */
  readonly opener: IToken | undefined;
  /** What to do about it. */
  readonly help: string | undefined;
  /** The part of the text that is not what it should be. */
  readonly place: Place;
}

export interface ReadFile {
  readonly tree: CstNode | undefined;
  readonly mistakes: readonly Mistake[];
}

/**
 * Reads a whole file, however many mistakes are in it: where the parser stops, the tokens are changed so that it can go
 * on, and the tree is that of the changed tokens. Reading on starts at the element with the mistake, not at the start of
 * the file, so that the time grows with the file and the mistakes, not with their product.
 */
export function readAll(parser: ApiParser, input: readonly IToken[]): ReadFile {
  let { tree, stop } = parser.read([...input]);
  if (stop === undefined) return { tree, mistakes: [] };
  const mistakes: Mistake[] = [];
  let progress: Progress = { done: [], input, lead: 0 };
  while (stop !== undefined && mistakes.length < mistakeLimit) {
    // The end of the file is told once, however much is missing there.
    if (tokenMatcher(stop.token, EOF) && mistakes.some(({ token }) => token === undefined)) break;
    progress = advance(progress, stop);
    const at = indexOf(progress.input, stop.token);
    const repair = findRepair(parser, { ...progress, at });
    mistakes.push(mistakeOf(parser, { progress, at, stop, repair }));
    if (repair === undefined) break;
    progress = { ...progress, input: repaired(progress.input, repair) };
    stop = parser.read([...progress.input]).stop;
  }
  if (stop !== undefined) progress = ended(progress, indexOf(progress.input, stop.token));
  ({ tree } = parser.read([...progress.done, ...progress.input.slice(progress.lead)]));
  return { tree, mistakes };
}

interface Progress {
  /** What is read and will not be looked at again. */
  readonly done: readonly IToken[];
  /** `lead` tokens that bring the parser to the place behind `done`, and all tokens from there on. */
  readonly input: readonly IToken[];
  readonly lead: number;
}

/** Moves on to the element before the one in which the parser stopped; the openings of what is around it lead there. */
function advance({ done, input, lead }: Progress, { lists }: Stop): Progress {
  const last = lists.at(-1);
  const inner = last?.previous === undefined ? lists.slice(0, -1) : lists;
  const start = last?.previous ?? inner.at(-1)?.current ?? input[0];
  const place = start === undefined ? 0 : input.indexOf(start);
  if (place <= lead) return { done, input, lead };
  const opening = inner.slice(1).flatMap((list, index) => openingOf(input, inner[index], list));
  return {
    done: [...done, ...input.slice(lead, place)],
    input: [...opening, ...input.slice(place)],
    lead: opening.length,
  };
}

/** What stands between the start of an element and the list in it: `type A {`, `service a {`. */
function openingOf(input: readonly IToken[], outer: OpenList | undefined, list: OpenList): readonly IToken[] {
  return outer === undefined ? [] : input.slice(input.indexOf(outer.current), input.indexOf(list.first));
}

function repaired(input: readonly IToken[], { at, removed, inserted }: Repair): readonly IToken[] {
  return [...input.slice(0, at), ...inserted, ...input.slice(at + removed)];
}

/** Leaves out all from a place on. */
function ended({ done, input, lead }: Progress, at: number): Progress {
  return { done: [...done, ...input.slice(lead, at)], input: [], lead: 0 };
}

function indexOf(input: readonly IToken[], token: IToken): number {
  const index = input.indexOf(token);
  return index < 0 ? input.length : index;
}

interface Stopped {
  readonly progress: Progress;
  readonly at: number;
  readonly stop: Stop;
  readonly repair: Repair | undefined;
}

/** Tells the mistake at the place where it was made; if that is the place where the parser stopped, in its words. */
function mistakeOf(parser: ApiParser, stopped: Stopped): Mistake {
  const { progress, at, stop, repair } = stopped;
  const { input } = progress;
  const { at: start, removed, wrong = removed } = repair ?? { at, removed: input.length - at };
  const place = placeOf(input, { at: start, removed: wrong });
  const earlier = repair === undefined ? undefined : earlierMistake(parser, repair, stopped);
  if (earlier !== undefined) return { ...earlier, opener: undefined, place };
  const help = start === at ? repair?.help : undefined;
  const { expected } = stop;
  // The parser may stop at what an earlier change has put in: what of the text stands behind that is told in its place.
  const token = input.slice(at).find(isOfText);
  if (token === undefined) return { token, expected, opener: openerOf(progress), help, place };
  return { token, expected, opener: undefined, help, place };
}

/** The mistake before the place where the parser stopped, if it was made there. */
function earlierMistake(parser: ApiParser, repair: Repair, { progress: { input }, at, stop }: Stopped) {
  const token = input[repair.at];
  if (repair.at >= at || token === undefined || !isOfText(token) || isUnfinished(token, stop, repair)) return undefined;
  const expected = expectedBy(parser, repair, input);
  return expected === undefined ? undefined : { token, expected, help: repair.help };
}

/**
 * Whether what stands before the place of the stop is right but goes on too early, at a line break or the end of the file:
 * then the parser knows best what is missing. A bracket can be missed much later than forgotten, and a misspelt word is wrong.
 */
function isUnfinished(changed: IToken, { token }: Stop, { removed, inserted, help }: Repair): boolean {
  if (removed === 0 && inserted.every(({ tokenType }) => isBracket(tokenType))) return false;
  if (inserted.length > 0 && help !== undefined) return false;
  return tokenMatcher(token, EOF) || (token.startLine ?? 0) > (changed.endLine ?? 0);
}

/** What should stand at the place of a change; undefined where all before it is complete. */
function expectedBy(parser: ApiParser, { at, inserted, help }: Repair, input: readonly IToken[]): string | undefined {
  const [first] = inserted;
  if (first !== undefined && isOfText(first)) return `"${first.image}"`;
  if (first !== undefined && (isBracket(first.tokenType) || help !== undefined)) return tokenLabel(first.tokenType);
  return parser.read(input.slice(0, at)).stop?.expected;
}

/** From the end of the token before those that are changed to their end. */
function placeOf(input: readonly IToken[], { at, removed }: Pick<Repair, "at" | "removed">): Place {
  const start = endOf(input.slice(0, at).findLast(isOfText));
  return { start, end: Math.max(start, endOf(input.slice(at, at + removed).findLast(isOfText))) };
}

function endOf(token: IToken | undefined): number {
  return token === undefined ? 0 : token.startOffset + token.image.length;
}

function isOfText(token: IToken): boolean {
  return token.isInsertedInRecovery !== true;
}

function openerOf({ done, input, lead }: Progress): IToken | undefined {
  const open = openBrackets([...done, ...input.slice(lead)]);
  return open.find(({ opener }) => isOfText(opener))?.opener;
}

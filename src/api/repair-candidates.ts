import { createTokenInstance, EOF, tokenMatcher } from "chevrotain";
import type { IToken, TokenType } from "chevrotain";
import { nearestName } from "../text/nearest-name.ts";
import type { ApiParser } from "./grammar.ts";
import * as tokens from "./tokens.ts";

/** A change of a few tokens that lets the parser go on. */
export interface Repair {
  readonly at: number;
  readonly removed: number;
  readonly inserted: readonly IToken[];
  /** How unlikely it is that just this mistake was made. */
  readonly cost: number;
  /** What to tell the user of it. */
  readonly help?: string;
  /** How many of the removed tokens are wrong, if not all; the others stand in `inserted` again. */
  readonly wrong?: number;
}

/** A row of tokens that the parser could not read to its end. */
export interface BrokenInput {
  readonly input: readonly IToken[];
  /** Tokens before it only lead to the place: they are not to be changed. */
  readonly lead: number;
  /** Index of the token that was not expected. */
  readonly at: number;
}

/** An element longer than that is not tried again and again. */
export const longestElement = 600;
/** How many lines before the place a bracket is taken for forgotten. */
const farLines = 25;
/** The most lines that are left out. */
const skippedLines = 12;

/** One token more, less or another, or two turned round, at the place or just before it. */
export function nearRepairs(parser: ApiParser, broken: BrokenInput): readonly Repair[] {
  const { input, lead, at } = broken;
  const possibleHere = possibleTypes(parser, input, at);
  return [at, at - 1, at - 2]
    .filter((place) => place >= lead)
    .flatMap((place) => {
      const away = at - place;
      const token = input[place];
      const possible = place === at ? possibleHere : possibleTypes(parser, input, place);
      const inserted = possible.map((type) => insertion(input, place, type, 2 + away + contentCost(type)));
      if (token === undefined) return inserted;
      const replaced = possible
        .filter((type) => !tokenMatcher(token, type))
        .map((type) => wordReplacement(input, { place, away, type }));
      return [...inserted, ...replaced, deletion(input, place, away), ...turned(input, place, away)];
    })
    .concat(
      lineRepairs(broken, possibleHere),
      wrapped(broken),
      unwrapped(broken),
      withoutTypeParameters(broken),
      withoutCommas(broken),
      otherBrackets(broken, possibleHere),
      lineSkips(broken, 1),
      blockSkips(broken),
      closedBeforeServer(broken),
      twoMissing(broken, possibleHere),
    );
}

/** What a mistake can have left out, or be put in place of. */
const contentTypes: readonly TokenType[] = [
  tokens.Identifier,
  tokens.StringLiteral,
  tokens.RawString,
  tokens.Integer,
  tokens.Path,
  tokens.Method,
];
const bracketTypes = [tokens.LeftBrace, tokens.RightBrace, tokens.LeftParenthesis, tokens.RightParenthesis];
const statementTypes = [tokens.Type, tokens.Service, tokens.AtServer, tokens.Import, tokens.Info, tokens.Syntax];
const insertedTypes: readonly TokenType[] = [
  ...bracketTypes,
  ...contentTypes,
  ...statementTypes,
  tokens.LeftBracket,
  tokens.RightBracket,
  tokens.Colon,
  tokens.Comma,
  tokens.Equals,
  tokens.Dot,
  tokens.Minus,
  tokens.AtHandler,
  tokens.AtDoc,
  tokens.AtJwt,
  tokens.Returns,
  tokens.MapWord,
];

/** Signs are left out more often than words, and words more often than the start of a statement. */
function contentCost(type: TokenType): number {
  if (statementTypes.includes(type)) return 3;
  return contentTypes.includes(type) ? 1 : 0;
}

/** A misspelt word is likelier than a wrong one, and a word of the language is seldom wrong. */
function wordReplacement(input: readonly IToken[], { place, away, type }: WordPlace): Repair {
  const token = input[place];
  const meant = nearestName(token?.image ?? "", wordsOf(type));
  const isKeyword = statementTypes.some((keyword) => isType(token, keyword));
  const cost = meant === undefined ? 3 + contentCost(type) + (isKeyword ? 2 : 0) : 1;
  const repair = replacement(input, place, type, cost + away);
  return meant === undefined ? repair : { ...repair, help: `did you mean ${meant}?` };
}

interface WordPlace {
  readonly place: number;
  readonly away: number;
  readonly type: TokenType;
}

/** The words that a token of a type can be; none for names, signs and texts. */
function wordsOf(type: TokenType): readonly string[] {
  if (type === tokens.Method) return tokens.methodWords;
  const word = /^"(?<word>@?[a-z]{3,})"$/.exec(type.LABEL ?? "")?.groups?.["word"];
  return word === undefined ? [] : [word];
}

function possibleTypes(parser: ApiParser, input: readonly IToken[], place: number): readonly TokenType[] {
  return insertedTypes.filter((type) => isPossible(parser, input, place, type));
}

function isPossible(parser: ApiParser, input: readonly IToken[], place: number, type: TokenType): boolean {
  const { stop } = parser.read([...input.slice(0, place), madeUp(type, input[place - 1])]);
  return stop === undefined || tokenMatcher(stop.token, EOF);
}

function insertion(input: readonly IToken[], at: number, type: TokenType, cost: number): Repair {
  return { at, removed: 0, inserted: [madeUp(type, input[at - 1])], cost };
}

function replacement(input: readonly IToken[], at: number, type: TokenType, cost: number): Repair {
  return { at, removed: 1, inserted: [madeUp(type, input[at - 1] ?? input[at])], cost };
}

function deletion(input: readonly IToken[], at: number, away: number): Repair {
  const token = input[at];
  const isOdd = token !== undefined && oddTypes.some((type) => tokenMatcher(token, type));
  const isDoubled = token !== undefined && [input[at - 1], input[at + 1]].some((other) => other?.image === token.image);
  if (isOdd) return { at, removed: 1, inserted: [], cost: 0.5 };
  if (away > 0 && isType(token, tokens.Type)) {
    return { at, removed: 1, inserted: [], cost: 0.8, help: 'leave the word "type" out' };
  }
  return { at, removed: 1, inserted: [], cost: (isDoubled ? 1 : 2) + away };
}

const oddTypes = [tokens.Illegal, tokens.Sign, tokens.UnknownAnnotation];

function turned(input: readonly IToken[], at: number, away: number): readonly Repair[] {
  const [first, second] = input.slice(at, at + 2);
  if (first === undefined || second === undefined) return [];
  const cost = first.endLine === second.startLine ? 2.5 : 5;
  return [{ at, removed: 2, inserted: [second, first], cost: cost + away }];
}

/** A type without the parentheses around it. */
function wrapped({ input, at }: BrokenInput): readonly Repair[] {
  const token = input[at];
  if (token === undefined || !isType(token, tokens.Name)) return [];
  const inserted = [madeUp(tokens.LeftParenthesis, token), token, madeUp(tokens.RightParenthesis, token)];
  return [{ at, removed: 1, inserted, cost: 1.5, help: `a type stands in parentheses: (${token.image})` }];
}

/** A name in parentheses where it stands without: `@handler(Login)`. */
function unwrapped({ input, at }: BrokenInput): readonly Repair[] {
  const [opener, name, closer] = input.slice(at, at + 3);
  const isWrapped = isType(opener, tokens.LeftParenthesis) && isType(closer, tokens.RightParenthesis);
  return isWrapped && name !== undefined && isType(name, tokens.Name)
    ? [{ at, removed: 3, inserted: [name], cost: 1.5, help: `write ${name.image} without parentheses` }]
    : [];
}

/** What stands in brackets between a type's name and its fields, as in Go: `Page[T any] {`. */
function withoutTypeParameters({ input, at }: BrokenInput): readonly Repair[] {
  const opener = at - 1;
  if (!isType(input[opener], tokens.LeftBracket) || !isType(input[opener - 1], tokens.Name)) return [];
  const end = closerOf(input.slice(opener, at + longestElement), brackets);
  const isBeforeFields = [tokens.LeftBrace, tokens.Struct].some((type) => isType(input[opener + end + 1], type));
  const help = "a type has no parameters; write one for each kind of content";
  return end > 0 && isBeforeFields ? [{ at: opener, removed: end + 1, inserted: [], cost: 1.5, help }] : [];
}

/** Commas at the ends of lines, as other languages have them between fields: one habit, and one mistake. */
function withoutCommas({ input, at }: BrokenInput): readonly Repair[] {
  const closers = [tokens.RightBrace, tokens.RightParenthesis];
  const end = input.findIndex((token, index) => index > at && closers.some((type) => isType(token, type)));
  const isLast = (index: number) => (input[index + 1]?.startLine ?? Infinity) > (input[index]?.endLine ?? 0);
  const isOdd = (index: number) => isType(input[index], tokens.Comma) && isLast(index);
  if (end < 0 || end > at + longestElement || !isOdd(at)) return [];
  const inserted = input.slice(at, end).filter((_, index) => !isOdd(at + index));
  return [{ at, removed: end - at, inserted, cost: 0.9, wrong: 1, help: "lines end without commas" }];
}

/** A service that is not closed before the next one: it ends before the `@server` of that, not behind it. */
function closedBeforeServer({ input, lead, at }: BrokenInput): readonly Repair[] {
  if (!isType(input[at], tokens.Service)) return [];
  const server = input.findLastIndex((token, index) => index < at && isType(token, tokens.AtServer));
  const isWhole = closerOf(input.slice(server + 1, at), parentheses) === at - server - 2;
  return server > lead && isWhole ? [insertion(input, server, tokens.RightBrace, 1.5)] : [];
}

/** Two tokens that are most often left out together: `service NAME` before its brace, and what stands behind `[`. */
function twoMissing({ input, at }: BrokenInput, possible: readonly TokenType[]): readonly Repair[] {
  return [tokens.Service, tokens.RightBracket]
    .filter((type) => possible.includes(type))
    .map((type) => {
      const inserted = [type, tokens.Identifier].map((one) => madeUp(one, input[at - 1]));
      return { at, removed: 0, inserted, cost: 6 };
    });
}

/** Leaves out what goes on in brackets over several lines: `const (…)`, `func main() {…}`. */
function blockSkips({ input, at }: BrokenInput): readonly Repair[] {
  const line = lineStarts(input, at + 1, Math.min(input.length, at + longestElement))[0] ?? input.length;
  const pair = pairs.find(([opener]) => isType(input[line - 1], opener));
  const end = pair === undefined ? -1 : closerOf(input.slice(line - 1, at + longestElement), pair);
  return end < 0 ? [] : [{ at, removed: line + end - at, inserted: [], cost: 8 }];
}

/** Brackets of one kind where those of another kind should be: `@server {…}`. */
function otherBrackets({ input, at }: BrokenInput, possible: readonly TokenType[]): readonly Repair[] {
  const meant = pairs.filter(([opener]) => possible.includes(opener));
  const written = pairs.find(([opener]) => isType(input[at], opener));
  if (written === undefined || meant.length === 0) return [];
  const end = closerOf(input.slice(at, at + longestElement), written);
  const inner = input.slice(at + 1, at + end);
  return end < 0
    ? []
    : meant.map(([opener, closer]) => {
        const inserted = [madeUp(opener, input[at]), ...inner, madeUp(closer, input[at + end])];
        return { at, removed: end + 1, inserted, cost: 1, wrong: 1 };
      });
}

/** The index of the bracket that closes the first one, or -1. */
function closerOf(input: readonly IToken[], [opener, closer]: BracketPair): number {
  let depth = 0;
  return input.findIndex((token) => {
    if (isType(token, opener)) depth++;
    else if (isType(token, closer)) depth--;
    return depth === 0;
  });
}

/** A bracket that is missing at an end or a start of one of the lines before the place, or all that are open at its end. */
export function farRepairs({ input, lead, at }: BrokenInput): readonly Repair[] {
  const starts = lineStarts(input, lead, at).slice(-farLines).toReversed();
  const forgotten = starts.flatMap((place, index) =>
    bracketTypes.map((type) => insertion(input, place, type, 6 + index / 10)),
  );
  const behindKeyword = starts.flatMap((place, index) =>
    keywords.some((type) => isType(input[place], type))
      ? [insertion(input, place + 1, tokens.LeftParenthesis, 5 + index / 10)]
      : [],
  );
  return [...forgotten, ...behindKeyword, ...(at === input.length ? closing(input, at, at, 4) : [])];
}

const keywords = [tokens.Type, tokens.Import, tokens.Info];

/** Puts one token in the place of the rest of a line. */
function lineRepairs({ input, at }: BrokenInput, possible: readonly TokenType[]): readonly Repair[] {
  const end = lineStarts(input, at + 1, Math.min(input.length, at + longestElement))[0] ?? input.length;
  return possible.map((type) => ({ ...replacement(input, at, type, 4 + contentCost(type)), removed: end - at }));
}

/** Leaves out the rest of a line or lines, or the lines as a whole. */
function lineSkips({ input, lead, at }: BrokenInput, lineLimit: number): readonly Repair[] {
  const ends = [...lineStarts(input, at + 1, Math.min(input.length, at + longestElement)), input.length];
  const line = lineStarts(input, lead, at + 1).at(-1) ?? at;
  return ends.slice(0, lineLimit).flatMap((end, index) => [
    { at, removed: end - at, inserted: [], cost: 8 + index * 2 },
    { at: line, removed: end - line, inserted: [], cost: 9 + index * 2 },
  ]);
}

/** What is left when no small change helps: lines left out, or all up to what looks like the start of a statement. */
export function coarseRepairs(broken: BrokenInput): readonly Repair[] {
  const { input, at } = broken;
  const starts = lineStarts(input, at, Math.min(input.length, at + longestElement));
  const statement = starts.find((start) => statementTypes.some((type) => isType(input[start], type)));
  return [...lineSkips(broken, skippedLines), ...closing(input, at, statement ?? input.length, 40)];
}

function isType(token: IToken | undefined, type: TokenType): boolean {
  return token !== undefined && tokenMatcher(token, type);
}

/** Closes what is open at a place and goes on at another. */
function closing(input: readonly IToken[], at: number, end: number, cost: number): readonly Repair[] {
  const inserted = openBrackets(input.slice(0, at)).map(({ closer }) => madeUp(closer, input[at - 1]));
  return inserted.length === 0 && end === at ? [] : [{ at, removed: end - at, inserted, cost }];
}

interface OpenBracket {
  readonly opener: IToken;
  readonly closer: TokenType;
}

/** The brackets that are open at the end of a row of tokens, innermost first. */
export function openBrackets(input: readonly IToken[]): readonly OpenBracket[] {
  const open: OpenBracket[] = [];
  for (const token of input) {
    const pair = pairs.find(([opener]) => tokenMatcher(token, opener));
    if (pair !== undefined) open.push({ opener: token, closer: pair[1] });
    else if (open.length > 0 && isType(token, open.at(-1)?.closer ?? EOF)) open.pop();
  }
  return open.toReversed();
}

/** Whether tokens of a type open or close something. */
export function isBracket(type: TokenType): boolean {
  return pairs.some((pair) => pair.some((bracket) => bracket === type));
}

const parentheses = [tokens.LeftParenthesis, tokens.RightParenthesis] as const;
const brackets = [tokens.LeftBracket, tokens.RightBracket] as const;
const pairs = [[tokens.LeftBrace, tokens.RightBrace], parentheses, brackets] as const;

type BracketPair = (typeof pairs)[number];

/** The indices of the tokens in a range that are the first of their line. */
function lineStarts(input: readonly IToken[], from: number, to: number): readonly number[] {
  const result: number[] = [];
  for (let index = Math.max(from, 1); index < to; index++) {
    if ((input[index]?.startLine ?? 0) > (input[index - 1]?.endLine ?? 0)) result.push(index);
  }
  return result;
}

/** A token that stands nowhere in the text; it counts as one on the line of the token before it. */
function madeUp(type: TokenType, previous: IToken | undefined): IToken {
  const nowhere = Number.NaN;
  const line = previous?.endLine ?? 1;
  const token = createTokenInstance(type, "", nowhere, nowhere, line, line, nowhere, nowhere);
  return Object.assign(token, { isInsertedInRecovery: true });
}

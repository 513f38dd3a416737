import type { IToken } from "chevrotain";
import type { Comment } from "../ast.ts";
import type { ParsedTree } from "../parse.ts";
import { InterfaceBraces } from "../tokens.ts";
import type { Row } from "./align-rows.ts";
import type { Gap, Layout } from "./layout.ts";
import { Page } from "./page.ts";
import { isWildcardPath } from "./wildcard-path.ts";

/**
 * Writes every token that is not left out and every comment, in their order. Comments on the line of the token before
 * them stay there; of the others, those before a token that starts a line stand above it, and those inside of a line
 * stay inside.
 */
export function printRows(
  { tokens, comments }: Pick<ParsedTree, "tokens" | "comments">,
  layout: Layout,
): readonly Row[] {
  const page = new Page();
  let previous: IToken | undefined;
  let next = 0;
  for (const token of tokens) {
    if (layout.isOmitted(token)) continue;
    const start = next;
    while ((comments[next]?.span.start ?? Infinity) < token.startOffset) next++;
    writeBetween(page, { previous, comments: comments.slice(start, next), gap: layout.gapBefore(token) });
    page.append(tokenText(token));
    previous = token;
  }
  writeBetween(page, { previous, comments: comments.slice(next), gap: { kind: "line", indent: 0, blankAbove: true } });
  return page.rows();
}

/** What stands between two tokens. */
interface Between {
  readonly previous: IToken | undefined;
  readonly comments: readonly Comment[];
  readonly gap: Gap;
}

function writeBetween(page: Page, between: Between): void {
  const { gap } = between;
  switch (gap.kind) {
    case "spaces":
    case "column":
      writeInLine(page, between);
      page.appendGap(gap);
      return;
    case "line":
      writeAroundLineStart(page, between, gap);
      return;
    case "close":
      if (!isEmptyBlock(between)) writeAroundLineStart(page, between, { ...gap, blankAbove: false });
  }
}

function isEmptyBlock({ previous, comments }: Between): boolean {
  return comments.length === 0 && (previous?.image === "{" || previous?.image === "(");
}

function writeInLine(page: Page, { previous, comments }: Between): void {
  if (comments.length > 0 && previous !== undefined && isWildcardPath(previous)) page.endLine();
  for (const { text } of comments) page.appendComment(withLineFeeds(text));
}

function writeAroundLineStart(
  page: Page,
  { previous, comments }: Between,
  { indent, blankAbove }: { readonly indent: number; readonly blankAbove: boolean },
): void {
  const behind = countOnSameLine(previous, comments);
  for (const { text } of comments.slice(0, behind)) page.appendComment(withLineFeeds(text));
  page.startLine(indent, blankAbove);
  for (const { text } of comments.slice(behind)) {
    page.append(withLineFeeds(text));
    page.startLine(indent, false);
  }
}

/** How many of the comments follow the token without a line break between them. */
function countOnSameLine(previous: IToken | undefined, comments: readonly Comment[]): number {
  if (previous === undefined) return 0;
  let end = previous.startOffset + previous.image.length;
  const first = comments.findIndex(({ span }) => {
    const gap = span.source.text.slice(end, span.start);
    end = span.end;
    return /[\r\n]/.test(gap);
  });
  return first < 0 ? comments.length : first;
}

/** `interface{}` is one token, but the white space in it is layout. */
function tokenText({ tokenType, image }: IToken): string {
  return tokenType === InterfaceBraces ? "interface{}" : withLineFeeds(image);
}

function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

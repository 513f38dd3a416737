/**
 * A pattern of names in which `*` and `?` stand for any characters, `[a-z]` and `[^a-z]` for one of a list, and `\` takes the
 * meaning from what follows, as in Go's `filepath.Match`. Undefined if the pattern is malformed.
 */
export function globExpression(pattern: string): RegExp | undefined {
  let source = "";
  for (let rest = pattern; rest !== "";) {
    const { part, list, escaped } = partPattern.exec(rest)?.groups ?? {};
    if (part === undefined) return undefined;
    const written = list === undefined ? character(part, escaped) : listSource(list);
    if (written === undefined) return undefined;
    source += written;
    rest = rest.slice(part.length);
  }
  return new RegExp(`^${source}$`, "su");
}

/** The first part: a list, an escaped character, or any other character. */
const partPattern = /^(?<part>\[(?<list>\^?(?:\\.|[^\\\]])+)\]|\\(?<escaped>.)|[^[\\])/su;

function character(part: string, escaped: string | undefined): string {
  if (part === "*") return "[^/]*";
  return part === "?" ? "[^/]" : literal(escaped ?? part);
}

/** A list of characters and ranges; undefined if a range has no end, or ends before it begins. */
function listSource(list: string): string | undefined {
  const isNegated = list.startsWith("^");
  let source = isNegated ? "^" : "";
  for (let rest = list.slice(source.length); rest !== "";) {
    const { range, from = "", to = from } = rangePattern.exec(rest)?.groups ?? {};
    if (range === undefined || bare(from) > bare(to)) return undefined;
    source += `${literal(bare(from))}-${literal(bare(to))}`;
    rest = rest.slice(range.length);
  }
  return source === "^" ? undefined : `[${source}]`;
}

const rangePattern = /^(?<range>(?<from>\\.|[^\\-])(?:-(?<to>\\.|[^\\-]))?)/su;

function bare(written: string): string {
  return written.replace(/^\\/u, "");
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`);
}

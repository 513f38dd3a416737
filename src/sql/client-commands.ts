import { endOfQuoted } from "./quoted-text.ts";

/**
 * Blanks out what is in a file of migrations to go back: from `-- +goose Down`, `-- +migrate Down` or `-- migrate:down` up to the next
 * mark of such a tool, or to the end. Every offset and line stays as it is.
 */
export function withoutWayBack(text: string): string {
  return text.replaceAll(
    /^--[ \t]*(?:\+(?:goose|migrate)[ \t]+|migrate:)down\b[^]*?(?=^--[ \t]*(?:\+(?:goose|migrate)[ \t]+|migrate:)up\b|(?![^]))/gimu,
    (back) => back.replaceAll(/[^\n]/gu, " "),
  );
}

/**
 * Blanks out what the `mysql` client reads and the server never sees: `DELIMITER` lines. Where another delimiter holds, it
 * becomes `;` and the semicolons inside a statement become blanks. Every offset and line stays as it is.
 */
export function withoutClientCommands(text: string): string {
  if (!/^[ \t]*delimiter[ \t]/imu.test(text)) return text;
  let result = "";
  let done = 0;
  let pattern = commandPattern(";");
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [found] = match;
    const { quote, comment, delimiter } = match.groups ?? {};
    const end = quote === undefined ? match.index + found.length : (endOfQuoted(text, match.index) ?? text.length);
    const kept = quote !== undefined || comment !== undefined;
    result += text.slice(done, match.index);
    result += kept ? text.slice(match.index, end) : replacement(found, delimiter, match.groups?.["terminator"]);
    if (delimiter !== undefined) pattern = commandPattern(delimiter);
    pattern.lastIndex = end;
    done = end;
  }
  return result + text.slice(done);
}

function replacement(found: string, delimiter: string | undefined, terminator: string | undefined): string {
  const isEnd = delimiter === undefined && terminator !== undefined;
  return isEnd ? ";".padEnd(found.length) : " ".repeat(found.length);
}

/** Quotes and comments are matched so that nothing inside them is taken for a delimiter. */
function commandPattern(delimiter: string): RegExp {
  return new RegExp(
    [
      /(?<quote>['"`])/u.source,
      /(?<comment>\/\*(?!!)[^]*?\*\/|#[^\n]*|--(?=\s)[^\n]*)/u.source,
      /^[ \t]*delimiter[ \t]+(?<delimiter>\S+)[^\r\n]*/u.source,
      `(?<terminator>${delimiter.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, "\\$&")})`,
      ";",
    ].join("|"),
    "gimu",
  );
}

/** How generated files are named: goctl's `--style` pattern, taken apart. */
export interface FileStyle {
  readonly before: string;
  readonly firstWord: LetterCase;
  /** What stands between two words. */
  readonly between: string;
  readonly otherWords: LetterCase;
  readonly after: string;
}

type LetterCase = "lower" | "title" | "upper";

/** goctl's default: all words run together in lower case. */
export const defaultFileStyle: FileStyle = {
  before: "",
  firstWord: "lower",
  between: "",
  otherWords: "lower",
  after: "",
};

/** Reads a pattern such as `gozero`, `go_zero` or `Go-Zero`; undefined if it has no `go` followed by a `zero`. */
export function parseFileStyle(pattern: string): FileStyle | undefined {
  const parts = /^(?<before>.*?)(?<go>go|Go|GO)(?<between>.*?)(?<zero>zero|Zero|ZERO)(?<after>.*)$/u.exec(
    pattern,
  )?.groups;
  if (parts === undefined) return undefined;
  const { before = "", go = "", between = "", zero = "", after = "" } = parts;
  return { before, firstWord: letterCase(go), between, otherWords: letterCase(zero), after };
}

function letterCase(word: string): LetterCase {
  if (word === word.toLowerCase()) return "lower";
  return word === word.toUpperCase() ? "upper" : "title";
}

/** The pattern that `parseFileStyle` makes the style of. */
export function fileStylePattern({ before, firstWord, between, otherWords, after }: FileStyle): string {
  return before + withCase(firstWord, "go") + between + withCase(otherWords, "zero") + after;
}

/** The base name of a file for a name such as `getUserInfoLogic` or `auth_check_middleware`, without its extension. */
export function fileBaseName(style: FileStyle, name: string): string {
  const words = splitWords(name).map((word, index) => withCase(index === 0 ? style.firstWord : style.otherWords, word));
  return style.before + words.join(style.between) + style.after;
}

/** Splits before every ASCII capital and at underscores, as goctl does: `HTTPProxy` has five words. */
function splitWords(name: string): string[] {
  return name.split(/_+|(?=[A-Z])/u).filter((word) => word !== "");
}

function withCase(letters: LetterCase, word: string): string {
  switch (letters) {
    case "lower":
      return word.toLowerCase();
    case "upper":
      return word.toUpperCase();
    case "title":
      return word.toLowerCase().replaceAll(/(?<![a-z0-9])[a-z]/gu, (letter) => letter.toUpperCase());
  }
}

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

export function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

export function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** `get_user_list` -> `getUserList`: what TypeScript calls it. Characters that no identifier may hold become `_`. */
export function camelCase(name: string): string {
  const words = name.split(/[_\-.\s]+/u).filter((word) => word !== "");
  const joined = words.map((word, index) => (index === 0 ? lowerFirstWord(word) : upperFirst(word))).join("");
  return safeIdentifier(joined);
}

/** `ID` -> `id`, `URLPath` -> `urlPath`, `UserID` -> `userID`. */
function lowerFirstWord(word: string): string {
  return word.replace(/^[A-Z]+(?=[A-Z][a-z]|[0-9]|$)|^[A-Z]/u, (capitals) => capitals.toLowerCase());
}

/** `get_user_list` -> `GetUserList`. */
export function pascalCase(name: string): string {
  const words = name.split(/[_\-.\s]+/u).filter((word) => word !== "");
  return safeIdentifier(words.map(upperFirst).join(""));
}

/** Whether a text can stand as a property name without quotes. */
export function isIdentifier(text: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/u.test(text);
}

/** Makes a text an ASCII identifier that is no reserved word. */
export function safeIdentifier(text: string): string {
  const replaced = text.replaceAll(/[^A-Za-z0-9_$]/gu, "_");
  const started = /^[0-9]/u.test(replaced) || replaced === "" ? `_${replaced}` : replaced;
  return reservedWords.has(started) ? `${started}_` : started;
}

/** ECMAScript's reserved words, those of strict mode and modules, and names that TypeScript or the code itself gives a meaning. */
const reservedWords: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield"
  ).split(" "),
);

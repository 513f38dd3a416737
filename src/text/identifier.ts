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

/** `ID` -> `id`, `URLPath` -> `urlPath`, `UserID` -> `userID`: the same name but for case. */
export function lowerFirstWord(word: string): string {
  return word.replace(/^[A-Z]+(?=[A-Z][a-z]|[0-9]|$)|^[A-Z]/u, (capitals) => capitals.toLowerCase());
}

/** `get_user_list` -> `GetUserList`. */
export function pascalCase(name: string): string {
  const words = name.split(/[_\-.\s]+/u).filter((word) => word !== "");
  return safeIdentifier(words.map(upperFirst).join(""));
}

/** Whether a text can stand as a property name without quotes. */
export function isIdentifier(text: string): boolean {
  // Nearly every name is ASCII; preparing the other expression takes a millisecond.
  return /^[A-Za-z_$][\w$]*$/.test(text) || /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(text);
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

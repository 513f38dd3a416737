/**
 * The offset after a name or text in quotes that begins at `start`, or undefined if it does not end. A loop and not a
 * regular expression, which would run out of stack on texts of many megabytes.
 */
export function endOfQuoted(text: string, start: number): number | undefined {
  const quote = text.charAt(start);
  for (let index = start + 1; index < text.length; index++) {
    const character = text.charAt(index);
    const escapes = character === quote ? text.charAt(index + 1) === quote : character === "\\" && quote !== "`";
    if (escapes) index++;
    else if (character === quote) return index + 1;
  }
  return undefined;
}

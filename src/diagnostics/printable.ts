/**
 * A text as a terminal may show it: control characters could move the cursor or recolour what follows, and those that
 * change the direction of writing could make a text look like another. Each is shown as U+FFFD.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029]/gu, "\uFFFD");
}

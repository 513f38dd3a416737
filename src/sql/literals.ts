/** A name or a text without its quotes, doubled quotes and escapes resolved; a bare word is itself. */
export function unquoted(image: string): string {
  const quote = image.charAt(0);
  if (quote !== "`" && quote !== "'" && quote !== '"') return image;
  const inside = image.slice(1, -1);
  return quote === "`" ? inside.replaceAll("``", "`") : unescaped(inside, quote);
}

/** The value of a number as a program writes it: `0x1F` and `b'101'` in decimals, others as they are. */
export function decimal(image: string): string {
  return /^0[xb]/iu.test(image) ? BigInt(image.toLowerCase()).toString() : image;
}

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\u001A",
  // A pattern's wildcards keep their backslash.
  "%": "\\%",
  _: "\\_",
};

function unescaped(text: string, quote: string): string {
  return text.replaceAll(/\\([^])|''|""/gu, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return escapes[escaped] ?? escaped;
    return found === quote + quote ? quote : found;
  });
}

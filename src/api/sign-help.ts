/** The sign of the language that looks like one of another script, which hands or editors put in its place. */
export function signHelp(image: string): string | undefined {
  if (/^['\u2018-\u201b]$/.test(image)) return 'a text stands in ", a tag in backticks';
  const plain = image.replaceAll(/[\u201c-\u201f\u00ab\u00bb]/g, '"').normalize("NFKC");
  if (plain === image || !/^[ -~]+$/.test(plain)) return undefined;
  return `it looks like ${plain.trim() === "" ? "a space" : plain} but is another sign`;
}

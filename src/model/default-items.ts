/** The items of a list's default, which is written `[a,b]`. */
export function defaultItems(text: string): readonly string[] {
  const inner = text.replace(/^\[(?<inner>.*)\]$/su, "$<inner>");
  return inner === "" ? [] : inner.split(",").map((item) => item.trim());
}

/** The name of a file as it may be shown, stored or sent: without folders and control characters, and perhaps without anything. */
export function plainName(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Cs}]/gu, "").replace(/^.*[/\\]/s, "");
  return plain === "." || plain === ".." ? "" : plain;
}

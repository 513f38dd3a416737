import { scaffoldedHeader } from "../emit/virtual-file.ts";

/** Below the header of a file that follows the contract for as long as nobody has edited it. */
const seal = /^\/\/ Follows the contract until it is edited: (?<sum>[0-9a-f]{8})\n/mu;

/** A scaffolded text with a line that tells whether it was edited since. */
export function sealed(text: string): string {
  return text.replace(
    scaffoldedHeader,
    (header) => `${header}\n// Follows the contract until it is edited: ${sumOf(text)}`,
  );
}

/** Whether a text, whose lines end in LF, is as it was when it was sealed. */
export function isSealed(text: string): boolean {
  const sum = seal.exec(text)?.groups?.["sum"];
  return sum !== undefined && sumOf(text.replace(seal, "")) === sum;
}

/** FNV-1a over UTF-16 units: it has to notice edits, and nobody would forge one. */
function sumOf(text: string): string {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, "0");
}

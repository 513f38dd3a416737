import { scaffoldedHeader } from "../emit/virtual-file.ts";

/** What may stand above the header in a file of the user's: the line of an interpreter, a licence, settings of a linter. */
const firstComments = /^(?:#!.*\n)?(?:\s*(?:\/\/.*|\/\*[\s\S]*?\*\/))*/u;

/** Whether an earlier run has made the file, which is the user's by now. Its lines end in LF. */
export function isScaffolded(text: string): boolean {
  const [comments = ""] = firstComments.exec(text) ?? [];
  return comments.split("\n").some((line) => line.trim() === scaffoldedHeader);
}

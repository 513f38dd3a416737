import { SourceFile } from "../../src/text/source-file.ts";
import { spanOf } from "../../src/text/span.ts";
import type { Span } from "../../src/text/span.ts";

/** The place between `«` and `»`, in the text without these two. */
export function place(path: string, marked: string): Span {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  return spanOf(new SourceFile(path, marked.replace("«", "").replace("»", "")), start, end);
}

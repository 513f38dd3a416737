import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";

/** Where a problem is told: `path:line:column+width CODE`, or `path CODE` for a file as a whole. */
export function marksOf({ code, span, path }: Diagnostic): readonly string[] {
  if (span === undefined) return [`${path ?? ""} ${code}`];
  const { line, column } = span.source.position(span.start);
  const width = Math.max(1, (span.source.text.slice(span.start, span.end).split(/[\r\n]/)[0] ?? "").length);
  return [`${span.source.path}:${line}:${column}+${width} ${code}`];
}

/**
 * The marks in a text: `//  ^^^ CODE` under the place, several under one another, or `// file: CODE`. A place at the start
 * of a line, where `//` stands, is marked `//<^^^ CODE`.
 */
export function marksIn({ path, text }: { readonly path: string; readonly text: string }): readonly string[] {
  let marked = 0;
  return text.split("\n").flatMap((line, index) => {
    const file = /^\/\/ file: (\w+)$/.exec(line);
    if (file !== null) return [`${path} ${file[1] ?? ""}`];
    const mark = /^\s*\/\/(<?) *(\^+) (\w+)$/.exec(line);
    if (mark === null) {
      marked = index + 1;
      return [];
    }
    const [, start = "", carets = "", code = ""] = mark;
    const column = start === "" ? line.indexOf("^") + 1 : 1;
    return [`${path}:${marked}:${column}+${carets.length} ${code}`];
  });
}

/** What a file's text has beside its lines. */
export interface TextShape {
  readonly byteOrderMark: boolean;
  readonly lineEnd: "\n" | "\r\n";
}

const BYTE_ORDER_MARK = "\uFEFF";

export function shapeOf(text: string): TextShape {
  const crlf = text.split("\r\n").length - 1;
  const all = text.split("\n").length - 1;
  return { byteOrderMark: text.startsWith(BYTE_ORDER_MARK), lineEnd: crlf * 2 > all ? "\r\n" : "\n" };
}

/** The text as the generator would have written it: no byte order mark, lines ending in LF. */
export function plainText(text: string): string {
  return withoutByteOrderMark(text).replaceAll("\r\n", "\n");
}

export function withoutByteOrderMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/** A plain text in the shape that a file on disk has, so that an update changes no line that it need not. */
export function inShape(text: string, shape: TextShape): string {
  return (shape.byteOrderMark ? BYTE_ORDER_MARK : "") + text.replaceAll("\n", shape.lineEnd);
}

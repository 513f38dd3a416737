import { BrokenForm } from "./broken-form.ts";
import { headerParameters } from "./header-parameters.ts";
import { IncomingBytes } from "./incoming-bytes.ts";
import { type PartLabel, partLabel } from "./part-label.ts";

/** As in Go, a form has no more parts. */
export const mostParts = 1000;
/** Of all parts together: as many as the head of a request may have. */
const mostHeadBytes = 1_052_672;
/** RFC 2046 asks for no more than 70. To look for a long one takes a time that grows with its length, too. */
const longestBoundary = 200;

const newline = 10;
const carriageReturn = 13;

/** A part of a form. */
export interface FormPart {
  readonly label: PartLabel;
  /** To be read before the next part is asked for, which passes over what is left of it. */
  readonly content: AsyncIterable<Buffer>;
}

/**
 * Reads the parts of a multipart form while it comes, in all the forms that Go's `mime/multipart` takes, and throws a `BrokenForm`
 * for any other. A form that breaks off is refused, where Go takes it up to the part that is cut.
 */
export async function* readParts(body: AsyncIterable<Buffer>, mediaType: string): AsyncGenerator<FormPart, void> {
  const marker = markerOf(headerParameters(mediaType)?.parameters.get("boundary") ?? "");
  const source = body[Symbol.asyncIterator]();
  const bytes = new IncomingBytes(source, Buffer.from("\n"));
  try {
    const first = await firstLine(bytes, marker);
    // The first line says by what all of them end.
    const lineEnd = first.endsWith("\r\n") ? "\r\n" : "\n";
    const limits: Limits = { marker, lineEnd, delimiter: Buffer.concat([Buffer.from(lineEnd), marker]) };
    let isFollowed = beginsPart(first, lineEnd);
    let headBytes = mostHeadBytes;
    while (isFollowed) {
      const head = await readHead(bytes, headBytes);
      headBytes -= head.length;
      // Behind the last line stands the empty one, and nothing behind its end.
      const label = partLabel(head.toString().split(/\r?\n/).slice(0, -2));
      const content = readContent(bytes, limits);
      yield { label, content };
      while ((await content.next()).done !== true);
      isFollowed = beginsPart(await markerEnd(bytes, marker), lineEnd);
    }
    // What comes behind the last line is nothing, but has to come before an answer.
    while (await bytes.more()) bytes.take(bytes.waiting.length);
  } finally {
    await source.return?.();
  }
}

function markerOf(boundary: string): Buffer {
  if (boundary === "") throw incomplete();
  if (boundary.length > longestBoundary) throw new BrokenForm("has too long a boundary");
  return Buffer.from(`--${boundary}`, "latin1");
}

/** What a form is divided by. */
interface Limits {
  readonly marker: Buffer;
  readonly lineEnd: string;
  /** The marker with the end of the line before it. */
  readonly delimiter: Buffer;
}

function incomplete(): BrokenForm {
  return new BrokenForm("is not a complete multipart form");
}

/** Passes over the lines before the first marker, and gives what stands behind that in its line. */
async function firstLine(bytes: IncomingBytes, marker: Buffer): Promise<string> {
  const delimiter = Buffer.concat([Buffer.from("\n"), marker]);
  for (;;) {
    const { length, rest } = preambleIn(bytes.waiting, delimiter);
    bytes.take(length);
    if (rest !== undefined) return rest;
    if (bytes.waiting.length > mostHeadBytes) throw new BrokenForm("has too long a line");
    if (await bytes.more()) continue;
    // The very last line may have no end.
    const last = startsWith(bytes.waiting, delimiter) ? bytes.waiting.toString("latin1", delimiter.length) : "";
    if (/^--[ \t]*$/.test(last)) return last;
    throw incomplete();
  }
}

/** How many bytes stand before the first part for sure, its marker included, and what is behind that if it is among them. */
function preambleIn(bytes: Buffer, delimiter: Buffer): { readonly length: number; readonly rest: string | undefined } {
  for (let at = bytes.indexOf(delimiter); at >= 0; at = bytes.indexOf(delimiter, at + 1)) {
    const start = at + delimiter.length;
    const end = bytes.indexOf(newline, start) + 1;
    if (end === 0) return { length: at, rest: undefined };
    const rest = bytes.toString("latin1", start, end);
    if (/^(?:[ \t]*\r?\n|--[ \t]*\r\n)$/.test(rest)) return { length: end, rest };
  }
  // The last ones may begin a marker.
  return { length: Math.max(0, bytes.length - delimiter.length), rest: undefined };
}

async function markerEnd(bytes: IncomingBytes, marker: Buffer): Promise<string> {
  return (await readLine(bytes)).subarray(marker.length).toString("latin1");
}

/** Whether a part comes behind a marker, to judge by what else stands in its line; otherwise the form is at its end. */
function beginsPart(rest: string, lineEnd: string): boolean {
  const isLast = rest.startsWith("--");
  const end = rest.slice(isLast ? 2 : 0).replace(/^[ \t]+/, "");
  if (end === lineEnd || (isLast && end === "")) return !isLast;
  throw incomplete();
}

async function readHead(bytes: IncomingBytes, limit: number): Promise<Buffer> {
  for (;;) {
    const length = headLength(bytes.waiting);
    if (length > limit || (length === 0 && bytes.waiting.length > limit)) {
      throw new BrokenForm("has a part with too long a head");
    }
    if (length > 0) return bytes.take(length);
    if (!(await bytes.more())) throw incomplete();
  }
}

/** Bytes up to the end of the first empty line; 0 if there is none yet. */
function headLength(bytes: Buffer): number {
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(newline, start);
    if (end < 0) return 0;
    if (end === start || (end === start + 1 && bytes[start] === carriageReturn)) return end + 1;
    start = end + 1;
  }
}

/** A line with its end; the last one of all may have none. */
async function readLine(bytes: IncomingBytes): Promise<Buffer> {
  for (;;) {
    const end = bytes.waiting.indexOf(newline);
    if (end >= 0) return bytes.take(end + 1);
    if (bytes.waiting.length > mostHeadBytes) throw new BrokenForm("has too long a line");
    if (await bytes.more()) continue;
    if (bytes.waiting.length === 0) throw incomplete();
    return bytes.take(bytes.waiting.length);
  }
}

/** Gives what stands before the next delimiter, and takes the end of the line from that. */
async function* readContent(bytes: IncomingBytes, { marker, lineEnd, delimiter }: Limits): AsyncGenerator<Buffer> {
  while (bytes.waiting.length < delimiter.length + 2 && (await bytes.more()));
  // A content of nothing may come without a line of its own.
  if (startsWith(bytes.waiting, marker) && endsMarker(bytes.waiting, marker.length)) return;
  for (;;) {
    const { length, isWhole } = contentIn(bytes.waiting, delimiter);
    if (length > 0) yield bytes.take(length);
    if (isWhole) {
      bytes.take(lineEnd.length);
      return;
    }
    if (!(await bytes.more())) throw incomplete();
  }
}

/** How many bytes belong to a content for sure, and whether that ends behind them. */
function contentIn(bytes: Buffer, delimiter: Buffer): { readonly length: number; readonly isWhole: boolean } {
  for (let at = bytes.indexOf(delimiter); at >= 0; at = bytes.indexOf(delimiter, at + 1)) {
    const end = at + delimiter.length;
    if (bytes.length < end + 2) return { length: at, isWhole: false };
    if (endsMarker(bytes, end)) return { length: at, isWhole: true };
  }
  // The last ones may begin a delimiter.
  return { length: Math.max(0, bytes.length - delimiter.length), isWhole: false };
}

function startsWith(bytes: Buffer, start: Buffer): boolean {
  return bytes.subarray(0, start.length).equals(start);
}

/** Whether what stands there cannot belong to a longer text that begins as the marker does. */
function endsMarker(bytes: Buffer, at: number): boolean {
  return /^(?:[ \t\r\n]|--)/.test(bytes.toString("latin1", at, at + 2));
}

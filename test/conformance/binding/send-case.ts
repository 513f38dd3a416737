import { connect } from "node:net";
import type { CaseRequest } from "./conformance-case.ts";

/** An answer as it came over the socket; status 0 if none came. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case; of a name that came twice, the last value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends a request as the case has it, byte for byte, and reads until the server closes the connection. */
export async function sendCase(request: CaseRequest, port: number): Promise<RawAnswer> {
  const bytes = await exchange(requestBytes(request), port);
  return answerOf(bytes);
}

async function exchange(bytes: Buffer, port: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const parts: Buffer[] = [];
    socket.on("data", (part) => parts.push(part));
    // A server may answer, and close, before it has read a body that is too large.
    socket.on("error", () => {});
    socket.on("close", () => resolve(Buffer.concat(parts)));
    socket.setTimeout(20_000, () => socket.destroy());
    socket.write(bytes);
  });
}

function requestBytes(request: CaseRequest): Buffer {
  if (request.raw !== undefined) return Buffer.from(request.raw);
  const body = bodyBytes(request);
  const lines = [`${request.method} ${request.path} HTTP/1.1`, ...headerLines(request), "Connection: close"];
  const names = new Set(Object.keys(request.headers).map((name) => name.toLowerCase()));
  if (!names.has("host")) lines.push("Host: conf.test");
  if (body === undefined) return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);
  if (request.chunked === true) lines.push("Transfer-Encoding: chunked");
  else if (!names.has("content-length")) lines.push(`Content-Length: ${body.length}`);
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), request.chunked === true ? chunks(body) : body]);
}

function headerLines({ headers, headerRepeat }: CaseRequest): string[] {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}`),
  );
  return headerRepeat === undefined
    ? lines
    : [...lines, `${headerRepeat.name}: ${headerRepeat.unit.repeat(headerRepeat.count)}`];
}

function bodyBytes({ body, bodyBase64, bodyRepeat }: CaseRequest): Buffer | undefined {
  if (bodyRepeat !== undefined) {
    return Buffer.from(bodyRepeat.before + bodyRepeat.unit.repeat(bodyRepeat.count) + bodyRepeat.after);
  }
  if (bodyBase64 !== undefined) return Buffer.from(bodyBase64, "base64");
  return body === undefined ? undefined : Buffer.from(body);
}

/** In two halves, so that the service has to put them together. */
function chunks(body: Buffer): Buffer {
  const half = Math.max(1, Math.floor(body.length / 2));
  const parts = [body.subarray(0, half), body.subarray(half)].filter((part) => part.length > 0);
  const framed = parts.flatMap((part) => [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n")]);
  return Buffer.concat([...framed, Buffer.from("0\r\n\r\n")]);
}

function answerOf(bytes: Buffer): RawAnswer {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return { status: 0, headers: {}, body: "" };
  const [statusLine = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const rest = bytes.subarray(end + 4);
  const status = Number(statusLine.split(" ")[1]);
  if (status === 100) return answerOf(rest);
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status, headers, body: (headers["transfer-encoding"] === "chunked" ? joined(rest) : rest).toString() };
}

function joined(framed: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = framed.indexOf("\r\n", at);
    const length = lineEnd < 0 ? 0 : Number.parseInt(framed.subarray(at, lineEnd).toString(), 16);
    if (length === 0) return Buffer.concat(parts);
    parts.push(framed.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 2 + length + 2;
  }
}

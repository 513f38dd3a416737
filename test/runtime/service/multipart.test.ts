import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exchangeWith } from "./raw-exchange.ts";
import { startSample } from "./sample-server.ts";

const text = { type: "string" };
const querystring = { type: "object", properties: { name: text, tags: { type: "array", items: text } } };

let sample: Awaited<ReturnType<typeof startSample>>;
beforeAll(async () => {
  sample = await startSample({ maxBytes: 2_000_000 }, (server) => {
    server.post("/form", { schema: { querystring } }, async ({ query }) => query);
  });
});
afterAll(() => sample.server.close());

async function post(body: string | Uint8Array, type = "multipart/form-data; boundary=b", more = ""): Promise<string> {
  const length = Buffer.byteLength(body);
  const head = `POST /form HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: ${type}\r\n${more}Content-Length: ${length}\r\n\r\n`;
  return exchangeWith(sample.port)(Buffer.concat([Buffer.from(head), Buffer.from(body)]));
}

const part = (disposition: string, value: string): string =>
  `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`;

it.each([
  ["a name without quotes", `${part("name=name", "Ann")}--b--\r\n`],
  ["a preamble", `This is a form.\r\n\r\n${part('name="name"', "Ann")}--b--\r\n`],
  [
    "a file under an encoded name beside it",
    `${part("name=x; filename*=UTF-8''%C3%A9", "?")}${part("name=name", "Ann")}--b--`,
  ],
  ["bare line feeds", `${part('name="name"', "Ann")}--b--\r\n`.replaceAll("\r\n", "\n")],
  ["folded headers", `${part('\r\n\tname="name"', "Ann")}--b--\r\n`],
  [
    "a charset before the boundary",
    `${part('name="name"', "Ann")}--b--\r\n`,
    'Multipart/Form-Data; charset=utf-8; boundary="b"',
  ],
])("takes a form with %s", async (_what, body, type?: string) => {
  expect(await post(body, type)).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*\r\n\r\n\{"name":"Ann"\}$/u);
});

it("takes a compressed form, and values of any bytes", async () => {
  const form = `${part('name="name"', "é\r\n--ba\0\r")}${part('name="tags[]"', "1")}${part('name="tags"', "2")}--b--`;
  const answer = await post(gzipSync(form), undefined, "Content-Encoding: gzip\r\n");
  expect(answer).toMatch(/^HTTP\/1.1 200 /u);
  expect(JSON.parse(answer.slice(answer.indexOf("\r\n\r\n")))).toEqual({ name: "é\r\n--ba\0\r", tags: ["1", "2"] });
});

it("takes a value with a byte order mark as it is", async () => {
  expect(await post(`${part('name="name"', "\ufeffAnn")}--b--\r\n`)).toMatch(/\r\n\r\n\{"name":"\ufeffAnn"\}$/u);
});

const whole = `${part('name="name"', "Ann")}--b--\r\n`;
it.each([
  ["no last line", whole.slice(0, -7), "the body is not a complete multipart form"],
  ["another boundary", whole.replaceAll("--b", "--c"), "the body is not a complete multipart form"],
  ["half a value", whole.slice(0, 55), "the body is not a complete multipart form"],
  ["half a head", whole.slice(0, 20), "the body is not a complete multipart form"],
  ["a line that is no header", `--b\r\nname\r\n\r\nAnn\r\n--b--`, "the body has a part with a malformed header"],
  ["1001 parts", `${part("name=tags", "x").repeat(1001)}--b--`, "the body has more than 1000 parts"],
  ["a head without an end", `--b\r\n${"a: b\r\n".repeat(200_000)}`, "the body has a part with too long a head"],
  ["a first line without an end", `--b${" ".repeat(1_900_000)}`, "the body has too long a line"],
  ["no line that begins a part", "\n".repeat(1_900_000), "the body is not a complete multipart form"],
  [
    "a boundary of no use",
    whole,
    "the body has too long a boundary",
    `multipart/form-data; boundary=${"b".repeat(201)}`,
  ],
  ["no boundary", whole, "the body is not a complete multipart form", "multipart/form-data"],
  ["an empty boundary", whole, "the body is not a complete multipart form", 'multipart/form-data; boundary=""'],
  [
    "a boundary that is told twice",
    whole,
    "the header Content-Type is not well formed",
    "multipart/form-data; boundary=b; boundary=c",
  ],
])("refuses a form with %s", async (_what, body, detail, type?: string) => {
  const answer = await post(body, type);
  expect(answer).toMatch(/^HTTP\/1.1 400 /u);
  expect(JSON.parse(answer.slice(answer.indexOf("\r\n\r\n")))).toMatchObject({ detail });
});

it("takes 1000 parts, and a body up to the limit in one value", async () => {
  expect(await post(`${part("name=x", "x").repeat(999)}${part("name=name", "Ann")}--b--`)).toMatch(/^HTTP\/1.1 200 /u);
  expect(await post(`${part("name=name", "n".repeat(1_999_900))}--b--`)).toMatch(/^HTTP\/1.1 200 /u);
  expect(await post(`${part("name=name", "n".repeat(2_000_000))}--b--`)).toMatch(/^HTTP\/1.1 413 /u);
});

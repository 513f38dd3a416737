import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { exchangeWith } from "../runtime/service/raw-exchange.ts";
import { startUploadService } from "./upload-service.ts";
import type { UploadService } from "./upload-service.ts";

let uploads: UploadService;
beforeAll(async () => {
  uploads = await startUploadService("Timeout: 60000\n");
});
afterAll(async () => {
  await uploads.service.stop();
  uploads.remove();
});

/** Above what is kept in memory. */
const large = randomBytes(200_000);
const one = { avatar: [["a", large]] } as const;

it("gives a logic the file and the values beside it", async () => {
  const form = formOf({ avatar: [["me.png", large]] }, "image/png");
  form.append("title", "Ünicode");
  expect(await send("/small", form)).toMatchObject({
    status: 200,
    body: { title: "Ünicode", files: [stored("me.png", large, "image/png")] },
  });
  await nothingIsLeft();
});

it("keeps the order of a list, small and large files alike", async () => {
  const contents = [large, Buffer.from("small"), Buffer.alloc(0), randomBytes(65_536), randomBytes(65_537)];
  const pictures = contents.map((content, index): [string, Buffer] => [`${index}.txt`, content]);
  const { body } = await send("/small", formOf({ avatar: [["a", Buffer.from("a")]], pictures }));
  expect(body).toMatchObject({
    files: [stored("a", Buffer.from("a")), ...contents.map((content, index) => stored(`${index}.txt`, content))],
  });
  await nothingIsLeft();
});

it("tells a missing file, also where there is no body at all", async () => {
  const missing = {
    status: 400,
    body: {
      errors: [{ in: "body", name: "avatar", pointer: "/avatar", code: "required", message: "avatar is required" }],
    },
  };
  const form = new FormData();
  form.append("title", "x");
  expect(await send("/small", form)).toMatchObject(missing);
  expect(await send("/small", undefined)).toMatchObject(missing);
  // What a browser sends where nothing was chosen.
  expect(await sendText(part('name="avatar"; filename=""', ""))).toMatchObject(missing);
  expect(await sendText(part('name="avatar"', ""))).toMatchObject(missing);
});

it("tells every text that is to be a file, and every file that is to be a text", async () => {
  const form = new FormData();
  form.append("avatar", "text");
  form.append("title", new Blob(["x"]), "x.txt");
  const { status, body } = await send("/small", form);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    errors: [
      { in: "body", name: "avatar", code: "type", message: "avatar must be a file, found a text" },
      { in: "body", name: "title", code: "type", message: "title must be a text, found a file" },
    ],
  });
  expect(
    await send(
      "/small",
      formOf({
        avatar: [
          ["a", large],
          ["b", large],
        ],
      }),
    ),
  ).toMatchObject({
    status: 400,
    body: { errors: [{ name: "avatar", message: "avatar must be given once" }] },
  });
  await nothingIsLeft();
});

it("takes no path, no folder and no control character from the name of a file", async () => {
  const names = {
    "../../etc/passwd": "passwd",
    "C:\\\\fakepath\\\\x.png": "x.png",
    "a\tb\u007f.txt": "ab.txt",
    "..": "",
    "日本.txt": "日本.txt",
  };
  for (const [sent, name] of Object.entries(names)) {
    const answer = await sendText(part(`name="avatar"; filename="${sent}"`, "x"));
    expect(answer, sent).toMatchObject({ status: 200, body: { files: [{ name, size: 1 }] } });
  }
});

it("leaves out parts that the contract does not know, and those without a name", async () => {
  const text = `${part('name="other"; filename="o.txt"', "x")}${part('filename="n.txt"', "x")}${part('name="avatar"; filename="a"', "y")}`;
  expect(await sendText(text)).toMatchObject({ status: 200, body: { files: [{ name: "a", size: 1 }] } });
});

it("takes a form of every shape that Go takes", async () => {
  const lines = [
    "a preamble",
    "--b",
    "content-disposition:form-data;",
    " name=avatar;filename*=UTF-8''%C3%BC.txt",
    "",
    "--bx",
    "",
    "--b--",
    "",
  ];
  for (const end of ["\r\n", "\n"]) {
    const answer = await send("/small", lines.join(end), { "content-type": 'multipart/form-data; boundary="b"' });
    expect(answer).toMatchObject({ status: 200, body: { files: [stored("ü.txt", Buffer.from(`--bx${end}`))] } });
  }
});

it("refuses a body above the limit, with its length told before or not", async () => {
  const head = "POST /small HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n";
  expect(await exchangeWith(uploads.port)(`${head}Content-Length: 1048577\r\n\r\n`)).toMatch(/^HTTP\/1.1 413 /u);
  // Too large by so little that all of it is sent before the answer.
  const chunked = new Response(formOf({ avatar: [["big", randomBytes(1_048_576)]] }));
  const stream = Readable.from(piecesOf(Buffer.from(await chunked.arrayBuffer())));
  expect(await send("/small", stream, { "content-type": chunked.headers.get("content-type") ?? "" })).toMatchObject({
    status: 413,
    body: { detail: "the body is too large" },
  });
  await nothingIsLeft();
});

it("counts files, parts and the bytes of values", async () => {
  const many = Array.from({ length: 101 }, (_, index): [string, Buffer] => [`${index}`, Buffer.from("x")]);
  expect(await send("/small", formOf({ pictures: many }))).toMatchObject({
    status: 413,
    body: { detail: "the form has more than 100 files" },
  });
  expect(await sendText(part('name="title"', "x").repeat(1001))).toMatchObject({
    status: 413,
    body: { detail: "the form has more than 1000 parts" },
  });
  const form = formOf({ avatar: [["a", large]] });
  form.append("title", "x".repeat(11_000_000));
  expect(await send("/large", form)).toMatchObject({
    status: 413,
    body: { detail: "the values of the form are more than 10485760 bytes" },
  });
  await nothingIsLeft();
});

it("refuses a form that breaks off, one without a boundary, and bodies of another type", async () => {
  const whole = `${part('name="avatar"; filename="a"', "x".repeat(100_000))}--b--\r\n`;
  const broken = {
    status: 400,
    body: { detail: "the body is not a complete multipart form", errors: [{ in: "body", code: "syntax" }] },
  };
  for (const length of [0, 2, 40, 90_000, whole.length - 6]) {
    const body = whole.slice(0, length);
    const expected = length === 0 ? { status: 400 } : broken;
    expect(
      await send("/small", body, { "content-type": "multipart/form-data; boundary=b" }),
      `${length}`,
    ).toMatchObject(expected);
  }
  expect(await send("/small", whole, { "content-type": "multipart/form-data" })).toMatchObject(broken);
  for (const type of ["application/json", "application/x-www-form-urlencoded", "text/plain"]) {
    expect(await send("/small", '{"avatar":"x"}', { "content-type": type })).toMatchObject({
      status: 415,
      body: { detail: `expected the type multipart/form-data, found ${type}` },
    });
  }
  await nothingIsLeft();
});

it("takes chunked and compressed forms", async () => {
  const encoded = new Response(formOf({ avatar: [["a", large]] }));
  const type = encoded.headers.get("content-type") ?? "";
  const body = Buffer.from(await encoded.arrayBuffer());
  const expected = { status: 200, body: { files: [stored("a", large)] } };
  expect(await send("/small", Readable.from(piecesOf(body)), { "content-type": type })).toMatchObject(expected);
  const compressed = { "content-type": type, "content-encoding": "gzip" };
  expect(await send("/small", gzipSync(body), compressed)).toMatchObject(expected);
});

it("holds no more of a large file in memory than passes through", async () => {
  const before = await send("/large", formOf({ avatar: [["a", randomBytes(1_000_000)]] }));
  // So large that what a process takes while it has no need to collect garbage makes no difference.
  const megabytes = 256;
  const piece = randomBytes(1_048_576);
  const answer = await send("/large", Readable.from(largeForm(piece, megabytes)), {
    "content-type": "multipart/form-data; boundary=b",
  });
  expect(answer).toMatchObject({ status: 200, body: { files: [{ size: megabytes * piece.length }] } });
  const grown = peakOf(answer) - peakOf(before);
  expect(grown).toBeLessThan((megabytes * 1024) / 4);
  await nothingIsLeft();
}, 120_000);

it("removes what has come of a file when the client goes away in the middle of it", async () => {
  const socket = await beginUpload("/small", 900_000);
  socket.destroy();
  await nothingIsLeft();
  expect(uploads.service.output()).not.toContain('"status":500');
});

it("removes files when the logic fails, when the client goes while it works, and when the file takes too long", async () => {
  expect(await send("/fail", formOf(one))).toMatchObject({ status: 500 });
  await nothingIsLeft();

  const client = new AbortController();
  const waiting = fetch(`${uploads.service.url}/wait`, { method: "POST", body: formOf(one), signal: client.signal });
  await vi.waitFor(() => expect(uploads.service.output()).toContain("waiting"), 10_000);
  expect(uploads.folders()).toHaveLength(1);
  client.abort();
  await expect(waiting).rejects.toThrow("aborted");
  await nothingIsLeft();

  const slow = await beginUpload("/slow", 900_000);
  const [answer] = await once(slow, "data");
  expect(String(answer)).toMatch(/^HTTP\/1.1 408 /u);
  await nothingIsLeft();
  slow.destroy();
});

it("gives nothing of a file once its request has ended", async () => {
  expect(await send("/later", formOf({ avatar: [["a", Buffer.from("small")]] }))).toMatchObject({ status: 200 });
  await vi.waitFor(
    () => expect(uploads.service.output()).toContain("the file is gone, as its request has ended"),
    10_000,
  );
});

it("leaves nothing of a hundred uploads at a time", async () => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) => send("/small", formOf({ avatar: [[`${index}`, large]] }))),
  );
  expect(answers.map(({ body }) => body)).toMatchObject(
    answers.map((_, index) => ({ files: [stored(`${index}`, large)] })),
  );
  await nothingIsLeft();
});

it("leaves nothing behind when the process is told to end in the middle of an upload", async () => {
  const own = await startUploadService("Timeout: 60000\nShutdown:\n  WaitTime: 1s\n");
  try {
    const socket = await beginUpload("/small", 900_000, own);
    await own.service.stop();
    expect(own.folders()).toEqual([]);
    socket.destroy();
  } finally {
    await own.service.stop();
    own.remove();
  }
});

type Files = Readonly<Record<string, readonly (readonly [name: string, content: Buffer])[]>>;

function formOf(files: Files, type = "text/plain"): FormData {
  const form = new FormData();
  for (const [field, parts] of Object.entries(files)) {
    for (const [name, content] of parts) form.append(field, new Blob([new Uint8Array(content)], { type }), name);
  }
  return form;
}

function stored(name: string, content: Buffer, type = "text/plain"): object {
  return { name, type, size: content.length, hash: createHash("sha256").update(content).digest("hex"), same: true };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function send(
  path: string,
  body: FormData | Readable | Buffer | string | undefined,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const content = body instanceof Buffer ? new Uint8Array(body) : body;
  const stream = content instanceof Readable ? { body: Readable.toWeb(content), duplex: "half" } : { body: content };
  const init: object = { method: "POST", headers, ...stream };
  const response = await fetch(uploads.service.url + path, init);
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

function part(disposition: string, content: string): string {
  return `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;
}

async function sendText(parts: string): Promise<Answer> {
  return send("/small", `${parts}--b--\r\n`, { "content-type": "multipart/form-data; boundary=b" });
}

function* piecesOf(body: Buffer): Generator<Buffer> {
  for (let start = 0; start < body.length; start += 10_007) yield body.subarray(start, start + 10_007);
}

function* largeForm(piece: Buffer, count: number): Generator<Buffer> {
  yield Buffer.from('--b\r\nContent-Disposition: form-data; name="avatar"; filename="a"\r\n\r\n');
  for (let index = 0; index < count; index++) yield piece;
  yield Buffer.from("\r\n--b--\r\n");
}

/** The most memory that the process has had, in kilobytes. */
function peakOf({ body }: Answer): number {
  return Number(Reflect.get(Object(body), "peak"));
}

/** Sends the beginning of a file and waits until the service has put it away. */
async function beginUpload(path: string, length: number, { port, folders } = uploads): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${length}\r\n\r\n`,
  );
  socket.write(part('name="avatar"; filename="a"', "x".repeat(300_000)).trimEnd());
  await vi.waitFor(() => expect(folders()).toHaveLength(1), 10_000);
  return socket;
}

async function nothingIsLeft(): Promise<void> {
  await vi.waitFor(() => expect(uploads.folders()).toEqual([]), 10_000);
}

import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, it, vi } from "vitest";

import { signToken } from "../../templates/runtime/token/jwt.ts";
import { runNode } from "./packed-cli.ts";
import { freePort, startService } from "./service-process.ts";

const repository = join(import.meta.dirname, "../..");
const project = mkdtempSync(join(tmpdir(), "tsgoctl-streams-"));
afterAll(() => rmSync(project, { recursive: true, force: true }));

const contract = `
type Tick {
	N int64 \`json:"n"\`
}

type PayReq {
	Id        string \`json:"id"\`
	Signature string \`header:"X-Signature"\`
}

@server (
	sse: true
	jwt: Auth
)
service user-api {
	@handler Watch
	get /ticks returns (Tick)
}

service user-api {
	@server (
		rawBody: true
	)
	@handler Pay
	post /pay (PayReq) returns (PayReq)

	@server (
		download: true
	)
	@handler Export
	get /export

	@server (
		download: true
	)
	@handler Break
	get /broken

	@server (
		redirect: true
	)
	@handler Home
	get /
}
`;

/** What a user writes: the imports of each logic, and the body of its method. */
const logics = [
  {
    file: "watchlogic.ts",
    imports: `import { setTimeout as sleep } from "node:timers/promises";\n`,
    body: `try {
      for (let n = 1; ; n++) {
        yield { n };
        await sleep(n < 3 ? 300 : 600_000, undefined, { signal: this.ctx.signal });
      }
    } finally {
      this.ctx.log.info("the ticks have ended");
    }`,
  },
  {
    file: "paylogic.ts",
    imports: `import { createHmac } from "node:crypto";\nimport { CodeError } from "../runtime/errors.ts";\n`,
    body: `const expected = createHmac("sha256", "whsec").update(rawBody).digest("hex");
    if (req.signature !== expected) throw new CodeError(401, "not signed");
    return req;`,
  },
  {
    file: "exportlogic.ts",
    imports: `import { Readable } from "node:stream";\nimport { Download as File } from "../runtime/server/download.ts";\n`,
    body: `return new File(Readable.from(["a;", "b"]), { type: "text/csv", name: "Übersicht.csv" });`,
  },
  {
    file: "breaklogic.ts",
    imports: `import { Readable } from "node:stream";\nimport { Download as File } from "../runtime/server/download.ts";\n`,
    body: `async function* rows() {
      yield "a;";
      throw new Error("the disk is full");
    }
    return new File(Readable.from(rows()), { type: "text/csv" });`,
  },
  {
    file: "homelogic.ts",
    imports: `import { Redirect as Elsewhere } from "../runtime/server/redirect.ts";\n`,
    body: `return new Elsewhere("/export", 303);`,
  },
];

it("a generated service streams, takes signed bodies, and ends its streams on SIGTERM", async () => {
  writeProject();
  const port = await freePort();
  const settings = readFileSync(join(project, "etc/user-api.dev.yaml"), "utf8");
  writeFileSync(join(project, "etc/test.yaml"), settings.replace(/^Port: .*$/mu, `Port: ${port}`));
  const service = await startService(project, "etc/test.yaml", port);

  const refused = await service.get("/ticks");
  expect(refused).toMatchObject({ status: 401, contentType: "application/problem+json; charset=utf-8" });
  const token = signToken({ exp: Math.floor(Date.now() / 1000) + 600 }, "change-me-to-a-random-256-bit-value");
  const headers = { authorization: `Bearer ${token}` };
  const ticks = await fetch(`${service.url}/ticks`, { headers });
  const reader = ticks.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect(await read(reader, 3)).toBe('data: {"n":1}\n\ndata: {"n":2}\n\ndata: {"n":3}\n\n');

  expect(await pay(service.url, '{ "id" : "π" }\n')).toMatchObject({ status: 200, body: { id: "π" } });
  expect(await pay(service.url, '{"id":1}')).toMatchObject({ status: 400 });

  const file = await fetch(service.url);
  expect([file.url, await file.text()]).toEqual([`${service.url}/export`, "a;b"]);
  expect(file.headers.get("content-disposition")).toBe(
    "attachment; filename=\"?bersicht.csv\"; filename*=UTF-8''%C3%9Cbersicht.csv",
  );

  await expect((await fetch(`${service.url}/broken`)).text()).rejects.toThrow("terminated");
  await vi.waitFor(() =>
    expect(service.output()).toMatch(/"level":"error".*"message":"the disk is full".*"msg":"the answer broke off"/u),
  );

  const ending = service.stop();
  expect(await reader?.read()).toEqual({ done: true, value: undefined });
  expect(await ending).toBe(0);
  await vi.waitFor(() => expect(service.output()).toContain("the ticks have ended"));
  const lines = service.output().split("\n");
  expect(lines.filter((line) => line.includes('"path":"/ticks"') && line.includes('"status":200'))).toEqual([
    expect.stringContaining('"msg":"request"'),
  ]);
}, 120_000);

/** Generates the service, writes its logic, and has the compiler check the whole of it. */
function writeProject(): void {
  writeFileSync(join(project, "user.api"), contract);
  const cli = join(repository, "bin/tsgoctl.js");
  expect(runNode([cli, "api", "ts", "-api", "user.api", "-dir", "."], project)).toMatchObject({ status: 0 });
  symlinkSync(join(repository, "node_modules"), join(project, "node_modules"), "junction");
  for (const { file, imports, body } of logics) {
    const path = join(project, "internal/logic", file);
    const stub = readFileSync(path, "utf8");
    writeFileSync(path, imports + stub.replace(/throw new NotImplementedError\(.*\);/u, () => body));
  }
  const tsc = join(repository, "node_modules/typescript/bin/tsc");
  expect(runNode([tsc, "--pretty", "false"], project)).toEqual({ status: 0, stdout: "", stderr: "" });
}

async function pay(url: string, body: string) {
  const signature = createHmac("sha256", "whsec").update(body).digest("hex");
  const headers = { "content-type": "application/json", "x-signature": signature };
  const response = await fetch(`${url}/pay`, { method: "POST", headers, body });
  return { status: response.status, body: await response.json() };
}

/** The text of so many events. */
async function read(reader: ReadableStreamDefaultReader<string> | undefined, count: number): Promise<string> {
  let text = "";
  while (text.split("\n\n").length <= count) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) throw new Error(`the stream ended after ${text}`);
    text += value;
  }
  return text;
}

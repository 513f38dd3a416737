import { execFile } from "node:child_process";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { goodSettings, startWith } from "./running-sample.ts";

/** What takes the square of its length to read blocks a process for minutes with these. */
const length = 800_000;

/** Milliseconds: far beyond what reading once takes on any machine, and far below what reading again and again does. */
const patience = 30_000;

function withType(type: string): string {
  return `POST /user/login HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\nContent-Length: 2\r\n\r\n{}`;
}

function ask(target: string, header = ""): string {
  return `PUT ${target} HTTP/1.1\r\nHost: a\r\n${header}\r\n`;
}

const cases = [
  ["blanks behind a content type", withType(`application/json${" ".repeat(length)}(`), "400"],
  ["blanks behind a semicolon", withType(`application/json;${" ".repeat(length)}(`), "400"],
  ["blanks in a parameter", withType(`application/json; a${" ".repeat(length)}(`), "400"],
  ["many parameters", withType(`application/json${";a=b".repeat(length / 4)}(`), "400"],
  ["a quotation that does not end", withType(`application/json;a="${"x".repeat(length)}`), "400"],
  ["a media type that does not end", withType(`${"a".repeat(length)}(`), "400"],
  ["dashes in a path with two parameters in a segment", ask(`/pairs/${"-".repeat(length)}`), "404"],
  ["dashes in a path that goes on", ask(`/pairs/${"-".repeat(length)}/x`), "404"],
  ["digits in the place of a number", ask(`/ratios?ratio=${"1".repeat(length)}x`), "400"],
  ["slashes in a path", ask("/".repeat(length)), "404"],
  ["points in a path", ask("/./..".repeat(length / 5)), "404"],
  ["blanks in a trace", ask("/nope", `Traceparent: 00${" ".repeat(length)}-\r\n`), "404"],
] as const;

it("a long text of a client's does not block the service", { timeout: 60_000 }, async () => {
  // A process of its own can be blocked without blocking this test.
  const sample = startWith(goodSettings.replace("Timeout: 2000", "Timeout: 0"));
  const port = Number(new URL(await sample.ready()).port);
  const ended = sleep(patience, "blocked", { ref: false });
  const answers: (readonly [string, string])[] = [];
  for (const [name, request] of cases) answers.push([name, await Promise.race([statusOf(port, request), ended])]);
  expect(answers).toEqual(cases.map(([name, , status]) => [name, status]));
});

async function statusOf(port: number, request: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("data", (data: Buffer) => {
      resolve(/^HTTP\/1\.1 (\d+)/.exec(data.toString())?.[1] ?? "none");
      socket.destroy();
    });
    socket.once("close", () => resolve("none"));
    socket.write(request);
  });
}

it("a long text in settings and keys is read once", { timeout: 60_000 }, async () => {
  const runtime = join(import.meta.dirname, "../../../templates/runtime");
  const code = `
    import { parseDuration } from ${JSON.stringify(join(runtime, "duration.ts"))};
    import { text } from ${JSON.stringify(join(runtime, "database/text-codecs.ts"))};
    const blanks = " ".repeat(${length});
    console.log(parseDuration("11h".repeat(1000) + "x"), text.foldedKeyText("a" + blanks + "b").length);`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", code];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: patience });
  expect(stdout).toBe(`undefined ${length + 2}\n`);
});

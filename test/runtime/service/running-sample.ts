import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach } from "vitest";
import { sampleSecret } from "./sample-server.ts";

/** Where the settings of samples stand. */
export const sampleFolder = mkdtempSync(join(tmpdir(), "sample-"));

/** Settings that a sample starts with. */
export const goodSettings = `Name: sample
Host: 127.0.0.1
Port: 0
Mode: dev
Timeout: 2000
Auth:
  AccessSecret: ${sampleSecret}
  AccessExpire: 60
`;

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});
afterAll(() => rmSync(sampleFolder, { recursive: true }));

/** The sample as a process of its own, started the way `user.ts` is. */
export class RunningSample {
  output = "";
  errors = "";
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(args: readonly string[]) {
    const entry = join(import.meta.dirname, "sample-process.ts");
    this.child = spawn(process.execPath, ["--import", "tsx", entry, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    running.add(this.child);
    this.child.stdout?.on("data", (data: Buffer) => (this.output += data.toString()));
    this.child.stderr?.on("data", (data: Buffer) => (this.errors += data.toString()));
    this.ended = new Promise((resolve) => this.child.on("close", (code) => resolve(code)));
    void this.ended.then(() => running.delete(this.child));
  }

  /** Its URL, once it takes requests. */
  async ready(): Promise<string> {
    while (this.child.exitCode === null) {
      const port = /^ready .*"port":(\d+)/m.exec(this.output)?.[1];
      if (port !== undefined) return `http://127.0.0.1:${port}`;
      await sleep(20);
    }
    throw new Error(`the sample did not start: ${this.errors}`);
  }

  /** Waits until it has written the text. */
  async wrote(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`the sample ended without writing ${text}: ${this.errors}`);
      await sleep(20);
    }
  }

  stop(): void {
    this.child.kill("SIGTERM");
  }

  lines(): { msg: string; [key: string]: unknown }[] {
    return this.output
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line));
  }
}

/** A sample with settings of its own. */
export function startWith(settings: string): RunningSample {
  const file = join(sampleFolder, "sample.yaml");
  writeFileSync(file, settings);
  return new RunningSample(["-f", file]);
}

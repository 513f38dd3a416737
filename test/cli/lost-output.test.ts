import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

const cli = join(import.meta.dirname, "../../bin/tsgoctl.js");

/** Runs the built CLI with a stream that refuses every write, as a full disk does: it is open for reading only. */
function runWithout(stream: "stdout" | "stderr", ...args: readonly string[]) {
  const unwritable = openSync(cli, "r");
  const stdio =
    stream === "stdout" ? (["ignore", unwritable, "pipe"] as const) : (["ignore", "pipe", unwritable] as const);
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    stdio: [...stdio],
    encoding: "utf8",
  });
  closeSync(unwritable);
  return { status, stdout, stderr };
}

it("tells in one line that its output cannot be written", () => {
  const { status, stderr } = runWithout("stdout", "--help");
  expect(stderr).toMatch(/^error: the output cannot be written: .*\n$/u);
  expect(status).toBe(1);
});

it("keeps its exit code where problems cannot be told", () => {
  expect(runWithout("stderr", "api", "ts")).toMatchObject({ status: 2, stdout: "" });
});

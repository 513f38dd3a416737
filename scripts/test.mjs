// `npm test`: the static checks, then every test; ends with a line `N passed, N failed`, in which a static check counts as one.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { staticChecks } from "./check.mjs";

const folder = mkdtempSync(join(tmpdir(), "tsgoctl-test-"));
const isWindows = process.platform === "win32";
const total = { passed: 0, failed: 0 };

// The tests drive the built CLI, so it has to be that of these sources.
const { status: built } = spawnSync("npm", ["run", "--silent", "build"], {
  stdio: ["ignore", "inherit", "inherit"],
  shell: isWindows,
});
if (built === 0) testEverything();
else total.failed++;
rmSync(folder, { recursive: true, force: true });

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

function testEverything() {
  for (const ok of staticChecks()) total[ok ? "passed" : "failed"]++;
  count(runTests("tsgoctl", "."));
  count(runTests("examples/user-api", "examples/user-api"));
}

function runTests(name, cwd) {
  console.log(`\n── tests of ${name}`);
  const report = join(folder, `${name.replaceAll("/", "-")}.json`);
  const args = ["exec", "--", "vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { status } = spawnSync("npm", args, {
    cwd,
    stdio: ["ignore", "inherit", "inherit"],
    shell: isWindows,
  });
  return { status, report };
}

/** A run that broke off before it wrote its report, or failed outside a test, counts as one failure. */
function count({ status, report }) {
  let tests = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  try {
    tests = JSON.parse(readFileSync(report, "utf8"));
  } catch {
    // The exit status below tells of it.
  }
  total.passed += tests.numPassedTests;
  // A skipped test would be a check that nobody runs.
  total.failed += tests.numFailedTests + tests.numPendingTests + tests.numTodoTests;
  if (status !== 0 && tests.numFailedTests === 0) total.failed++;
}

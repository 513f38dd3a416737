// `npm run check`: every static check, fastest first; all of them run, so that one run shows all that is wrong.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const checks = ["format:check", "lint", "types", "deps", "unused", "examples:check", "examples:types"];

/** Runs the checks one after the other and yields whether each passed. */
export function* staticChecks() {
  for (const name of checks) {
    console.log(`\n── ${name}`);
    const { status } = spawnSync("npm", ["run", "--silent", name], {
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
    });
    if (status !== 0) console.error(`${name} failed`);
    yield status === 0;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = [...staticChecks()];
  process.exitCode = results.every(Boolean) ? 0 : 1;
}

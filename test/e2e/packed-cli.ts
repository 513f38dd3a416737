import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** What a run of the CLI gave. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PackedCli {
  /** A folder outside the repository for the test to work in. */
  readonly folder: string;
  readonly entry: string;
  readonly run: (args: readonly string[], cwd: string) => Run;
}

/** Packs the package as it would be published and installs it in a folder outside the repository. */
export function installPackedCli(): PackedCli {
  const folder = mkdtempSync(join(tmpdir(), "tsgoctl-e2e-"));
  const packed = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: root,
  });
  const tarball = /"filename":\s*"([^"]+)"/u.exec(packed.toString())?.[1] ?? "";
  const tools = join(folder, "tools");
  mkdirSync(tools);
  writeFileSync(join(tools, "package.json"), '{ "private": true }\n');
  execFileSync("npm", ["install", "--no-audit", "--no-fund", join(folder, tarball)], { cwd: tools, stdio: "pipe" });
  const entry = join(tools, "node_modules/tsgoctl/bin/tsgoctl.js");
  return { folder, entry, run: (args, cwd) => runNode([entry, ...args], cwd) };
}

/** Runs Node to its end; whatever the exit code, it is returned and not thrown. */
export function runNode(args: readonly string[], cwd: string): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Servers are often installed where only root's PATH leads. */
const furtherFolders = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/usr/local/mysql/bin", "/opt/homebrew/bin"];

/** The path of the first of these programs that is there. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...furtherFolders];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** Finds a program, or installs the Debian package that has it where that is possible and not forbidden. */
export function needProgram(names: readonly string[], debianPackage: string, variable: string): string {
  const found = findProgram(...names);
  if (found !== undefined) return found;
  if (mayInstall()) install(debianPackage);
  const installed = findProgram(...names);
  if (installed !== undefined) return installed;
  throw new Error(
    `the tests need ${names.join(" or ")}: install ${debianPackage}, or set ${variable} to a running server`,
  );
}

function mayInstall(): boolean {
  const { TSGOCTL_NO_INSTALL } = process.env;
  const isDebian = existsSync("/etc/debian_version") && findProgram("apt-get") !== undefined;
  return isDebian && process.getuid?.() === 0 && TSGOCTL_NO_INSTALL === undefined;
}

function install(debianPackage: string): void {
  process.stderr.write(
    `the tests need ${debianPackage}: installing it with apt-get (TSGOCTL_NO_INSTALL=1 forbids this)\n`,
  );
  // Exit code 101 of the policy file keeps the package from starting a server of its own.
  const script = `
    policy=/usr/sbin/policy-rc.d
    [ -e $policy ] || { printf '#!/bin/sh\\nexit 101\\n' > $policy && chmod +x $policy && trap "rm -f $policy" EXIT; }
    apt-get update -qq && apt-get install -y -qq --no-install-recommends ${debianPackage}`;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync("/bin/sh", ["-c", script], { env, stdio: ["ignore", 2, 2] });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A generated project on the disk, with the packages of this repository. */
export interface WrittenProject {
  readonly folder: string;
  remove(): void;
}

export function writeProject(files: Readonly<Record<string, string>>): WrittenProject {
  const folder = mkdtempSync(join(tmpdir(), "tsgoctl-project-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(join(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

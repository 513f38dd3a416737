import { isUtf8 } from "node:buffer";
import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import type { Stats } from "node:fs";
import { dirname } from "node:path";
import { compareCodePoints } from "../text/compare-code-points.ts";
import { HostError, hostReasons } from "./host.ts";
import type { Entry, Host, Listing } from "./host.ts";

/** The file system of this machine. Texts are UTF-8. */
export function createNodeHost(): Host {
  return { read, inspect, list, create, copyPermissions, rename, makeDirectory, remove };
}

function read(path: string): Entry {
  return looked(() => entryOf(path, statSync(path, quietly)));
}

function inspect(path: string): Entry {
  return looked(() => entryOf(path, lstatSync(path, quietly)));
}

/** Most of what a first run looks for is not there; an error for each would be made for nothing. */
const quietly = { throwIfNoEntry: false } as const;

function list(path: string): Listing {
  try {
    return { names: readdirSync(path).toSorted(compareCodePoints) };
  } catch (error) {
    return isNothing(error) ? { names: [] } : { names: [], refusal: reasonOf(error) };
  }
}

function create(path: string, text: string): void {
  refusable(path, () => {
    const file = placed(path, () => openSync(path, "wx"));
    try {
      writeFileSync(file, text);
    } catch (error) {
      unlinkSync(path); // a half-written file, as on a full disk
      throw error;
    } finally {
      closeSync(file);
    }
  });
}

function copyPermissions(from: string, to: string): void {
  refusable(to, () => chmodSync(to, lstatSync(from).mode & 0o7777));
}

function rename(from: string, to: string): void {
  refusable(to, () => renameSync(from, to));
}

function makeDirectory(path: string): void {
  refusable(path, () => placed(path, () => mkdirSync(path)));
}

function remove(path: string): void {
  refusable(path, () => {
    if (lstatSync(path).isDirectory()) rmdirSync(path);
    else unlinkSync(path);
  });
}

function entryOf(path: string, stats: Stats | undefined): Entry {
  if (stats === undefined) return { kind: "missing" };
  if (stats.isDirectory()) return { kind: "directory" };
  if (stats.isSymbolicLink()) return { kind: "link" };
  // Reading a named pipe would wait for its writer.
  if (!stats.isFile()) return { kind: "unreadable", reason: "not a regular file" };
  const bytes = readFileSync(path);
  if (!isUtf8(bytes)) return { kind: "unreadable", reason: "not UTF-8 text" };
  return { kind: "file", text: bytes.toString("utf8") };
}

function looked(look: () => Entry): Entry {
  try {
    return look();
  } catch (error) {
    return isNothing(error) ? { kind: "missing" } : { kind: "unreadable", reason: reasonOf(error) };
  }
}

/** Whether what was looked for is not there, or is no folder. */
function isNothing(error: unknown): boolean {
  const code = errorCode(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

function refusable(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new HostError(path, reasonOf(error));
  }
}

/** Where a file system takes no new files, as below `/proc`, it says that the folder is not there, which would be told as a change by others. */
function placed<Result>(path: string, make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    const isFolderThere = statSync(dirname(path), quietly)?.isDirectory() === true;
    if (errorCode(error) !== "ENOENT" || !isFolderThere) throw error;
    throw new Error("the file system takes no new files there", { cause: error });
  }
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "no space left on the device"],
  ["EDQUOT", "the disk quota is used up"],
  ["EEXIST", hostReasons.occupied],
  ["ENOENT", hostReasons.missing],
  ["ENOTDIR", "a part of the path is not a folder"],
  ["EISDIR", "it is a folder"],
  ["ENOTEMPTY", "the folder is not empty"],
  ["ELOOP", "too many symbolic links"],
  ["ENAMETOOLONG", "the name is too long"],
  ["EMFILE", "too many open files"],
  ["ENFILE", "too many open files"],
  ["EBUSY", "it is in use"],
  ["EXDEV", "it is on another file system"],
  ["EIO", "the device failed"],
  ["ERR_INVALID_ARG_VALUE", "the path holds a NUL character"],
]);

function reasonOf(error: unknown): string {
  return reasons.get(errorCode(error)) ?? (error instanceof Error ? error.message : String(error));
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

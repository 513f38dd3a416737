/** What stands at a path. */
export type Entry =
  | { readonly kind: "file"; readonly text: string }
  | { readonly kind: "directory" }
  /** A symbolic link, wherever it leads: generated files are never written through one. */
  | { readonly kind: "link" }
  | { readonly kind: "missing" }
  /** There, but cannot be used; `reason` is for people, such as `permission denied`. */
  | { readonly kind: "unreadable"; readonly reason: string };

/** What is in a folder; `names` are empty where the machine refuses to tell them, and `refusal` is why, for people. */
export interface Listing {
  readonly names: readonly string[];
  readonly refusal?: string;
}

/** The machine as the generator sees it. Synchronous: one run reads a few files and writes a few dozen. */
export interface Host {
  /** Follows symbolic links: for input files. */
  read(path: string): Entry;
  /** Does not follow a symbolic link at the path itself: for output files. */
  inspect(path: string): Entry;
  /** Names in a folder in code point order; none if it is not a folder. */
  list(path: string): Listing;
  /** Writes a new file and fails if something is there. Throws `HostError`. */
  create(path: string, text: string): void;
  /** Gives the file `to` the permissions of the file `from`. Throws `HostError`. */
  copyPermissions(from: string, to: string): void;
  /** Puts `from` in place of `to` in one step. Throws `HostError`. */
  rename(from: string, to: string): void;
  /** Makes a folder whose parent exists. Throws `HostError`. */
  makeDirectory(path: string): void;
  /** Removes a file, or a folder if it is empty. Throws `HostError`. */
  remove(path: string): void;
}

/** Reasons that tell of something else at work: what was there is gone, or something has come where nothing was. */
export const hostReasons = { missing: "no such file or folder", occupied: "something is already there" } as const;

/** A write that the machine refused, with a reason for people: `permission denied`, `no space left on the device`. */
export class HostError extends Error {
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.name = "HostError";
    this.path = path;
    this.reason = reason;
  }
}

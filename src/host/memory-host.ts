import { compareCodePoints } from "../text/compare-code-points.ts";
import { HostError, hostReasons } from "./host.ts";
import type { Entry, Host, Listing } from "./host.ts";

/** What a memory host starts with at a path: a file's text, a folder, a symbolic link, something unreadable. */
export type MemoryEntry =
  | string
  | { readonly kind: "directory" }
  /** The target is relative to the link's folder, or absolute. */
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "unreadable"; readonly reason: string };

/** A host without a machine, for tests of generated output. */
export interface MemoryHost extends Host {
  /** The text of every file by its path, in code point order. */
  files(): Readonly<Record<string, string>>;
}

export interface MemoryHostOptions {
  /** Folders in which nothing can be made, renamed or removed. */
  readonly readOnly: readonly string[];
}

type Tree = Map<string, MemoryEntry>;

/** The most links that one path may lead through, as on Linux. */
const LINK_LIMIT = 40;

/** Makes a host that holds the given files; folders come into being with them. */
export function createMemoryHost(
  entries: Readonly<Record<string, MemoryEntry>> = {},
  options: MemoryHostOptions = { readOnly: [] },
): MemoryHost {
  const tree: Tree = new Map([
    ["", { kind: "directory" }],
    ["/", { kind: "directory" }],
  ]);
  for (const [path, entry] of Object.entries(entries)) plant(tree, normal(path), entry);
  const locked = new Set(options.readOnly.map(normal));

  const writable = (path: string): string => {
    const place = placed(tree, path);
    if (locked.has(parent(place))) throw new HostError(path, "permission denied");
    if (kindAt(tree, parent(place)) !== "directory") throw new HostError(path, hostReasons.missing);
    return place;
  };
  const occupied = (path: string): string => {
    const place = writable(path);
    if (!tree.has(place)) throw new HostError(path, hostReasons.missing);
    return place;
  };
  const vacant = (path: string): string => {
    const place = writable(path);
    if (tree.has(place)) throw new HostError(path, hostReasons.occupied);
    return place;
  };

  return {
    read: (path) => entryAt(tree, followed(tree, normal(path))),
    inspect: (path) => entryAt(tree, placed(tree, path)),
    list: (path) => listingOf(tree, followed(tree, normal(path))),
    create: (path, text) => void tree.set(vacant(path), text),
    copyPermissions: (_, to) => void occupied(to),
    rename: (from, to) => move(tree, occupied(from), writable(to)),
    makeDirectory: (path) => void tree.set(vacant(path), { kind: "directory" }),
    remove: (path) => {
      const place = occupied(path);
      if (namesIn(tree, place).length > 0) throw new HostError(path, "the folder is not empty");
      tree.delete(place);
    },
    files: () => filesOf(tree),
  };
}

function plant(tree: Tree, path: string, entry: MemoryEntry): void {
  for (let folder = parent(path); folder !== "" && !tree.has(folder); folder = parent(folder)) {
    tree.set(folder, { kind: "directory" });
  }
  tree.set(path, entry);
}

function move(tree: Tree, from: string, to: string): void {
  if (kindAt(tree, to) === "directory") throw new HostError(to, "it is a folder");
  const entry = tree.get(from);
  if (entry === undefined) return;
  tree.delete(from);
  tree.set(to, entry);
}

function filesOf(tree: Tree): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const path of [...tree.keys()].toSorted(compareCodePoints)) {
    const entry = tree.get(path);
    if (typeof entry === "string") texts[path] = entry;
  }
  return texts;
}

function entryAt(tree: Tree, path: string | undefined): Entry {
  if (path === undefined) return { kind: "unreadable", reason: "too many symbolic links" };
  const entry = tree.get(path);
  if (entry === undefined) return { kind: "missing" };
  if (typeof entry === "string") return { kind: "file", text: entry };
  return entry.kind === "link" ? { kind: "link" } : entry;
}

function kindAt(tree: Tree, path: string): Entry["kind"] {
  return entryAt(tree, path).kind;
}

function listingOf(tree: Tree, path: string | undefined): Listing {
  const entry = entryAt(tree, path);
  const refusal = entry.kind === "unreadable" ? { refusal: entry.reason } : {};
  return { names: namesIn(tree, path), ...refusal };
}

function namesIn(tree: Tree, path: string | undefined): readonly string[] {
  if (path === undefined) return [];
  return [...tree.keys()]
    .filter((key) => key !== "" && key !== "/" && parent(key) === path)
    .map((key) => key.slice(key.lastIndexOf("/") + 1))
    .toSorted(compareCodePoints);
}

/** The place of a path with the links of its folders followed, but not its own. */
function placed(tree: Tree, path: string): string {
  const whole = normal(path);
  if (whole === "" || whole === "/") return whole;
  return joined(followed(tree, parent(whole)) ?? "\0", whole.slice(whole.lastIndexOf("/") + 1));
}

/** The place of a path with all links followed; undefined if they lead in a circle. */
function followed(tree: Tree, path: string): string | undefined {
  let rest = path.split("/").filter((segment) => segment !== "");
  let place = path.startsWith("/") ? "/" : "";
  for (let links = 0; rest.length > 0;) {
    const next = joined(place, rest[0] ?? "");
    const entry = tree.get(next);
    if (typeof entry === "object" && entry.kind === "link") {
      if (++links > LINK_LIMIT) return undefined;
      const target = normal(
        entry.target.startsWith("/") ? entry.target : `${place}/${entry.target}`.replace(/^\//u, ""),
      );
      rest = [...target.split("/").filter((segment) => segment !== ""), ...rest.slice(1)];
      place = target.startsWith("/") ? "/" : "";
    } else {
      place = next;
      rest = rest.slice(1);
    }
  }
  return place;
}

/** Without `.`, `..` and doubled slashes; the current folder is the empty text. */
function normal(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === ".." && segments.length > 0 && segments.at(-1) !== "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return (path.startsWith("/") ? "/" : "") + segments.join("/");
}

function parent(path: string): string {
  const slash = path.lastIndexOf("/");
  if (slash === 0) return "/";
  return slash < 0 ? "" : path.slice(0, slash);
}

function joined(folder: string, name: string): string {
  return folder === "" || folder === "/" ? `${folder}${name}` : `${folder}/${name}`;
}

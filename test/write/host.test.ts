import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { HostError } from "../../src/host/host.ts";
import type { Host } from "../../src/host/host.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { createNodeHost } from "../../src/host/node-host.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The same tree on both hosts: a file, a folder with a file, links to both and one that leads nowhere. */
const hosts: readonly {
  readonly name: string;
  readonly make: () => { readonly host: Host; readonly at: (path: string) => string };
}[] = [
  {
    name: "the machine",
    make() {
      const root = mkdtempSync(join(tmpdir(), "tsgoctl-host-"));
      folders.push(root);
      writeFileSync(join(root, "a.txt"), "alpha\r\n");
      mkdirSync(join(root, "folder"));
      writeFileSync(join(root, "folder/b.txt"), "beta");
      symlinkSync("a.txt", join(root, "to-file"));
      symlinkSync("folder", join(root, "to-folder"));
      symlinkSync("nowhere", join(root, "dangling"));
      symlinkSync("circle", join(root, "circle"));
      return { host: createNodeHost(), at: (path) => join(root, path) };
    },
  },
  {
    name: "the memory",
    make() {
      const host = createMemoryHost({
        "a.txt": "alpha\r\n",
        "folder/b.txt": "beta",
        "to-file": { kind: "link", target: "a.txt" },
        "to-folder": { kind: "link", target: "folder" },
        dangling: { kind: "link", target: "nowhere" },
        circle: { kind: "link", target: "circle" },
      });
      return { host, at: (path) => path };
    },
  },
];

describe.each(hosts)("a host on $name", ({ make }) => {
  it("reads what stands at a path, through links", () => {
    const { host, at } = make();
    expect(host.read(at("a.txt"))).toEqual({ kind: "file", text: "alpha\r\n" });
    expect(host.read(at("folder"))).toEqual({ kind: "directory" });
    expect(host.read(at("to-file"))).toEqual({ kind: "file", text: "alpha\r\n" });
    expect(host.read(at("to-folder/b.txt"))).toEqual({ kind: "file", text: "beta" });
    expect(host.read(at("dangling"))).toEqual({ kind: "missing" });
    expect(host.read(at("circle"))).toEqual({ kind: "unreadable", reason: "too many symbolic links" });
    expect(host.read(at("absent/file"))).toEqual({ kind: "missing" });
    expect(host.read(at("a.txt/below"))).toEqual({ kind: "missing" });
  });

  it("inspects a link itself", () => {
    const { host, at } = make();
    for (const name of ["to-file", "to-folder", "dangling", "circle"]) {
      expect(host.inspect(at(name))).toEqual({ kind: "link" });
    }
    expect(host.inspect(at("to-folder/b.txt"))).toEqual({ kind: "file", text: "beta" });
  });

  it("lists a folder in code point order and nothing else as empty", () => {
    const { host, at } = make();
    const names = ["a.txt", "circle", "dangling", "folder", "to-file", "to-folder"];
    expect(host.list(at("."))).toEqual({ names });
    expect(host.list(at("to-folder"))).toEqual({ names: ["b.txt"] });
    expect(host.list(at("a.txt"))).toEqual({ names: [] });
    expect(host.list(at("absent"))).toEqual({ names: [] });
    expect(host.list(at("circle"))).toEqual({ names: [], refusal: "too many symbolic links" });
  });

  it("creates a file, and only where nothing is", () => {
    const { host, at } = make();
    host.create(at("folder/new.txt"), "new");
    expect(host.read(at("folder/new.txt"))).toEqual({ kind: "file", text: "new" });
    expect(() => host.create(at("a.txt"), "")).toThrow("something is already there");
    expect(() => host.create(at("dangling"), "")).toThrow("something is already there");
    expect(() => host.create(at("absent/new.txt"), "")).toThrow("no such file or folder");
    expect(() => host.create(at("a.txt"), "")).toThrow(HostError);
    expect(host.read(at("a.txt"))).toEqual({ kind: "file", text: "alpha\r\n" });
  });

  it("puts one file in place of another", () => {
    const { host, at } = make();
    host.rename(at("folder/b.txt"), at("a.txt"));
    expect(host.read(at("a.txt"))).toEqual({ kind: "file", text: "beta" });
    expect(host.read(at("folder/b.txt"))).toEqual({ kind: "missing" });
    expect(() => host.rename(at("absent"), at("a.txt"))).toThrow("no such file or folder");
    expect(() => host.rename(at("a.txt"), at("folder"))).toThrow("it is a folder");
  });

  it("makes and removes folders and files", () => {
    const { host, at } = make();
    host.makeDirectory(at("folder/inner"));
    expect(host.read(at("folder/inner"))).toEqual({ kind: "directory" });
    expect(() => host.makeDirectory(at("folder"))).toThrow("something is already there");
    expect(() => host.makeDirectory(at("absent/inner"))).toThrow("no such file or folder");
    expect(() => host.remove(at("folder"))).toThrow("the folder is not empty");
    expect(() => host.remove(at("absent"))).toThrow("no such file or folder");
    host.remove(at("to-folder"));
    expect(host.read(at("folder/b.txt"))).toEqual({ kind: "file", text: "beta" });
    host.remove(at("folder/b.txt"));
    host.remove(at("folder/inner"));
    host.remove(at("folder"));
    expect(host.read(at("folder"))).toEqual({ kind: "missing" });
  });
});

describe("the machine's host", () => {
  it("tells a file that is not UTF-8, and keeps a byte order mark", () => {
    const root = mkdtempSync(join(tmpdir(), "tsgoctl-host-"));
    folders.push(root);
    const host = createNodeHost();
    writeFileSync(join(root, "latin"), Uint8Array.of(0x66, 0xfc, 0x72));
    expect(host.read(join(root, "latin"))).toEqual({ kind: "unreadable", reason: "not UTF-8 text" });
    writeFileSync(join(root, "marked"), "\uFEFFtext");
    expect(host.read(join(root, "marked"))).toEqual({ kind: "file", text: "\uFEFFtext" });
    expect(host.read("a\0b")).toEqual({ kind: "unreadable", reason: "the path holds a NUL character" });
    expect(host.read("/dev/null")).toEqual({ kind: "unreadable", reason: "not a regular file" });
  });

  it("tells a folder that it may not list from an empty one", () => {
    const root = mkdtempSync(join(tmpdir(), "tsgoctl-host-"));
    folders.push(root);
    chmodSync(root, 0o755);
    const closed = join(root, "closed");
    mkdirSync(closed, { mode: 0 });
    expect(asOrdinaryUser(() => createNodeHost().list(closed))).toEqual({ names: [], refusal: "permission denied" });
    chmodSync(closed, 0o755);
    expect(createNodeHost().list(closed)).toEqual({ names: [] });
    expect(createNodeHost().list("a\0b")).toEqual({ names: [], refusal: "the path holds a NUL character" });
  });

  it.runIf(process.platform === "linux")(
    "tells a file system without room for files from a folder that is gone",
    () => {
      const host = createNodeHost();
      expect(() => host.makeDirectory("/proc/new")).toThrow("the file system takes no new files there");
      expect(() => host.create("/proc/new.txt", "")).toThrow("the file system takes no new files there");
      expect(() => host.create("/proc/absent/new.txt", "")).toThrow("no such file or folder");
    },
  );

  it("copies permissions", () => {
    const root = mkdtempSync(join(tmpdir(), "tsgoctl-host-"));
    folders.push(root);
    writeFileSync(join(root, "from"), "");
    chmodSync(join(root, "from"), 0o750);
    writeFileSync(join(root, "to"), "");
    createNodeHost().copyPermissions(join(root, "from"), join(root, "to"));
    expect(statSync(join(root, "to")).mode & 0o777).toBe(0o750);
  });
});

/** As an ordinary user, whoever runs the tests: the superuser may read everything. */
function asOrdinaryUser<Result>(work: () => Result): Result {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

it("refuses to change a folder of the memory that is read-only", () => {
  const host = createMemoryHost({ "locked/a": "a" }, { readOnly: ["locked"] });
  expect(() => host.create("locked/b", "")).toThrow("permission denied");
  expect(() => host.rename("locked/a", "b")).toThrow("permission denied");
  expect(() => host.remove("locked/a")).toThrow("permission denied");
  expect(host.files()).toEqual({ "locked/a": "a" });
});

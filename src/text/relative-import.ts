/** How the file at `from` names the file at `to` in an import; both paths are relative to the project. */
export function relativeImport(from: string, to: string): string {
  const fromFolders = from.split("/").slice(0, -1);
  const toParts = to.split("/");
  let shared = 0;
  while (shared < fromFolders.length && fromFolders[shared] === toParts[shared]) shared++;
  const up = "../".repeat(fromFolders.length - shared);
  return `${up === "" ? "./" : up}${toParts.slice(shared).join("/")}`;
}

/** The file that an import in the file at `from` names, as `.ts`; undefined for a package, and for what is outside of the project. */
export function importedPath(from: string, module: string): string | undefined {
  if (!module.startsWith(".")) return undefined;
  const parts = from.split("/").slice(0, -1);
  for (const part of module.split("/")) {
    if (part === ".." && parts.pop() === undefined) return undefined;
    if (part !== ".." && part !== ".") parts.push(part);
  }
  return `${parts.join("/").replace(/\.[cm]?[jt]s$/u, "")}.ts`;
}

/** How the file at `from` names the file at `to` in an import; both paths are relative to the project. */
export function relativeImport(from: string, to: string): string {
  const fromFolders = from.split("/").slice(0, -1);
  const toParts = to.split("/");
  let shared = 0;
  while (shared < fromFolders.length && fromFolders[shared] === toParts[shared]) shared++;
  const up = "../".repeat(fromFolders.length - shared);
  return `${up === "" ? "./" : up}${toParts.slice(shared).join("/")}`;
}

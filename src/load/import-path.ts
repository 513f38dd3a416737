/** The folder of a file, empty for the current one. */
export function directoryOf(path: string): string {
  const end = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return path.slice(0, end + 1);
}

/** Where an import leads, told so that it can be reached from where the importing file was reached from. */
export function importedPath(directory: string, text: string): string {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(text)) return text; // an address: there is no such file, and it is told as written
  return normalPath(isAbsolute(text) ? text : `${directory}${text}`);
}

/** Without `.`, `..` and doubled slashes as far as that is possible by the text alone. */
export function normalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === ".." && segments.length > 0 && segments.at(-1) !== "..") segments.pop();
    else segments.push(segment);
  }
  return `${path.startsWith("/") ? "/" : ""}${segments.join("/")}`;
}

function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path);
}

/** A path as typed, `/`-separated and without a trailing slash, as the rest of the program has them. */
export function portablePath(path: string): string {
  const separated = process.platform === "win32" ? path.replaceAll("\\", "/") : path;
  const trimmed = separated.replace(/(?<=[^/])\/+$/u, "");
  return trimmed === "" ? "." : trimmed;
}

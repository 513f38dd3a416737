import { UsageError } from "./usage-error.ts";

/** A path as typed, `/`-separated and without a trailing slash, as the rest of the program has them. Throws `UsageError` if it is empty. */
export function portablePath(path: string): string {
  // The current folder is meant by a dot alone: an empty text comes from a variable of the shell that is not set.
  if (path === "") throw new UsageError("expected a path, found an empty text; a variable of the shell may not be set");
  const separated = process.platform === "win32" ? path.replaceAll("\\", "/") : path;
  return separated.replace(/(?<=[^/])\/+$/u, "");
}

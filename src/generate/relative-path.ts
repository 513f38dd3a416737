/** How a file is reached from a folder. Both paths are absolute or relative to the working directory, which is absolute. */
export function relativePath(folder: string, path: string, workingDirectory: string): string {
  const from = absoluteSegments(folder, workingDirectory);
  const to = absoluteSegments(path, workingDirectory);
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/");
}

/** The names on the way to a path from the root, without `.` and `..`. */
export function absoluteSegments(path: string, workingDirectory: string): readonly string[] {
  const isAbsolute = path.startsWith("/") || /^[A-Za-z]:\//u.test(path);
  const segments: string[] = [];
  for (const segment of (isAbsolute ? path : `${workingDirectory}/${path}`).split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return segments;
}

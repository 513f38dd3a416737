/** Where the new or the old text of a file stands while a run writes. */
export function stagingPath(target: string, role: "new" | "old"): string {
  const slash = target.lastIndexOf("/") + 1;
  return `${target.slice(0, slash)}.${target.slice(slash)}.tsgoctl-${role}`;
}

/** The file that a staged text belongs to; undefined for any other path. */
export function stagedTarget(path: string): string | undefined {
  const { folder = "", name } = /^(?<folder>.*\/)?\.(?<name>[^/]+)\.tsgoctl-(?:new|old)$/su.exec(path)?.groups ?? {};
  return name === undefined ? undefined : folder + name;
}

import type { ProjectOptions } from "./generate-project.ts";

/** What `tsgoctl api ts` does when it is told no more than the contract. */
export const projectDefaults: Omit<ProjectOptions, "api"> = {
  ddl: [],
  directory: ".",
  style: undefined,
  typeFiles: "one",
  int64: undefined,
  extras: undefined,
  mode: "write",
  workingDirectory: "/",
};

import { error } from "../entry.ts";

/** `GEN1xxx` options and input files, `GEN2xxx` writing and merging. */
export const generationCatalogue = {
  GEN1001: error(
    ({ path }: { path: string }) => `file ${path} does not exist`,
    "The path given on the command line names no file. It is resolved from the current directory.",
  ),
};

import { Option } from "commander";

const int64Types = ["number", "bigint", "string"] as const;
export type Int64Type = (typeof int64Types)[number];

/** `--int64`, which a project records for later runs. */
export function int64Option(): Option {
  const description = "what 64-bit integers are in TypeScript (default: as before, or number)";
  return new Option("--int64 <type>", description).choices(int64Types);
}

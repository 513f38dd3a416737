import { Option } from "commander";
import { int64Types } from "../emit/fastify/int64-type.ts";

/** `--int64`, which a project records for later runs. */
export function int64Option(): Option {
  const description = "what 64-bit integers are in TypeScript (default: as before, or number)";
  return new Option("--int64 <type>", description).choices(int64Types);
}

import { Option } from "commander";
import { outputFormats } from "../diagnostics/output-format.ts";

/** `--format`, which every command has that checks what it is given. */
export function formatOption(): Option {
  return new Option("--format <name>", "how problems are told").choices(outputFormats).default("pretty");
}

import { CommanderError } from "commander";
import { exitCodes } from "./terminal.ts";

/** A command line that was typed wrong, in a way that commander does not see. */
export class UsageError extends CommanderError {
  constructor(problem: string) {
    super(exitCodes.usage, "tsgoctl.usage", `error: ${problem}`);
  }
}

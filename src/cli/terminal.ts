/** Where a command reads its surroundings and writes its results. */
export interface Terminal {
  /** Absolute, `/`-separated. */
  readonly workingDirectory: string;
  /** Whether problems are told in colours. */
  readonly isColoured: boolean;
  /** Standard input up to its end; undefined if it is not UTF-8 text. */
  readInput(): Promise<string | undefined>;
  writeResult(text: string): void;
  writeProblem(text: string): void;
}

/** The exit codes, which scripts rely on. */
export const exitCodes = { ok: 0, problems: 1, usage: 2, bug: 70 } as const;

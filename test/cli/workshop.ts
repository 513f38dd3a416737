import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { main } from "../../src/cli/main.ts";

/** A folder for one test, in which command lines are run. `@` stands for it in arguments and in what is told. */
export interface Workshop {
  readonly folder: string;
  write(path: string, text: string): void;
  run(...commandLine: readonly string[]): Promise<{ exitCode: number; results: string; problems: string }>;
  remove(): void;
}

export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), "tsgoctl-cli-"));
  return {
    folder,
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    async run(...commandLine) {
      let results = "";
      let problems = "";
      const exitCode = await main(
        commandLine.map((argument) => argument.replace(/(?<=^|=)@(?=\/|$)/u, folder)),
        {
          workingDirectory: folder,
          isColoured: false,
          readInput: () => Promise.resolve(""),
          writeResult: (text) => (results += text),
          writeProblem: (text) => (problems += text),
        },
      );
      return { exitCode, results: results.replaceAll(folder, "@"), problems: problems.replaceAll(folder, "@") };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

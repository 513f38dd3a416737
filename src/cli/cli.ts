import { isUtf8 } from "node:buffer";
import { main } from "./main.ts";
import { exitCodes } from "./terminal.ts";
import { wantsColour } from "./wants-colour.ts";

let isOutputLost = false;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, such as `head`, is no problem of ours.
  if (error.code === "EPIPE" || isOutputLost) return;
  isOutputLost = true;
  process.exitCode = exitCodes.problems;
  process.stderr.write(`error: the output cannot be written: ${error.message}\n`);
});
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  // There is no other place to tell it.
  if (error.code !== "EPIPE") process.exitCode ||= exitCodes.problems;
});

const directory = workingDirectory();
if (directory === undefined) {
  process.stderr.write("error: the current folder does not exist any more\n");
  process.exitCode = exitCodes.problems;
} else {
  const exitCode = await main(process.argv.slice(2), {
    workingDirectory: directory.replaceAll("\\", "/"),
    isColoured: wantsColour(process.env, process.stderr.isTTY),
    readInput,
    writeResult: (text) => process.stdout.write(text),
    writeProblem: (text) => process.stderr.write(text),
  });
  process.exitCode = Math.max(exitCode, Number(process.exitCode ?? 0));
}

/** Undefined where the folder has been removed since the shell entered it. */
function workingDirectory(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

async function readInput(): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return isUtf8(bytes) ? bytes.toString("utf8") : undefined;
}

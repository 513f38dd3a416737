import { main } from "./main.ts";

// A reader that has seen enough, such as `head`, is no problem of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  workingDirectory: process.cwd().replaceAll("\\", "/"),
  writeResult: (text) => process.stdout.write(text),
  writeProblem: (text) => process.stderr.write(text),
});

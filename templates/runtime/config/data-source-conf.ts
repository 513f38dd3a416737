import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseDataSource } from "../database/data-source.ts";
import { password } from "./conf-value.ts";

/** Where the data is. As the text holds a password it is treated as a secret, but may be of any length. */
export function dataSource() {
  return password().superRefine((text, context) => {
    const message = problemOf(text);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });
}

function problemOf(text: string): string | undefined {
  if (text === "") return "is empty";
  try {
    const source = parseDataSource(text);
    if (source.kind === "mysql" || source.file === ":memory:" || existsSync(dirname(resolve(source.file))))
      return undefined;
    return "the folder of the SQLite file does not exist";
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^DataSource /u, "") : "cannot be read";
  }
}

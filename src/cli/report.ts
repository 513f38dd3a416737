import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { OutputFormat } from "../diagnostics/output-format.ts";
import { plain } from "../diagnostics/paint.ts";
import { plural } from "./plural.ts";
import { shownProblems } from "./shown-problems.ts";
import { terminalPaint } from "./terminal-paint.ts";
import { exitCodes } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";
import { version } from "./version.ts";

/** What a command has found and done. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: number;
  /** What was done, for people. */
  readonly text: string;
  /** The same for programs: what the JSON document has beside `ok` and `diagnostics`. */
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Tells a report in the form that was asked for, and returns its exit code. Where programs read standard output, what
 * is for people goes to standard error.
 */
export async function report(told: Report, format: OutputFormat, terminal: Terminal): Promise<number> {
  const { diagnostics, exitCode, text, data } = told;
  switch (format) {
    case "pretty":
      await tellProblems(diagnostics, terminal);
      terminal.writeResult(text);
      return exitCode;
    case "json": {
      const { jsonDiagnostics } = await import("../index.ts");
      const ok = exitCode === exitCodes.ok;
      terminal.writeResult(jsonDocument({ ok, diagnostics: jsonDiagnostics(diagnostics), ...data }));
      return exitCode;
    }
    case "sarif": {
      const { sarifLog } = await import("../index.ts");
      const { workingDirectory } = terminal;
      terminal.writeResult(jsonDocument(sarifLog(diagnostics, { version, workingDirectory })));
      terminal.writeProblem(text);
      return exitCode;
    }
    case "github": {
      const { githubAnnotations } = await import("../index.ts");
      const { shown, rest } = shownProblems(diagnostics);
      terminal.writeResult(githubAnnotations(shown));
      if (rest !== undefined) terminal.writeResult(`::notice::${rest}\n`);
      terminal.writeProblem(text);
      return exitCode;
    }
  }
}

/** Tells problems to people, each with its place, and how many there are. */
export async function tellProblems(diagnostics: readonly Diagnostic[], terminal: Terminal): Promise<void> {
  if (diagnostics.length === 0) return;
  const { paintedDiagnostic } = await import("../diagnostics/render.ts");
  const paint = terminal.isColoured ? terminalPaint : plain;
  const { shown, rest } = shownProblems(diagnostics);
  const texts = shown.map((diagnostic) => `${paintedDiagnostic(diagnostic, paint)}\n`);
  terminal.writeProblem(`${texts.join("")}${rest === undefined ? "" : `${rest}\n`}${counted(diagnostics)}\n`);
}

/** A JSON document as it is printed, ending in a line break. */
export function jsonDocument(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** What is about an option, and so about the command line. */
const usageCodes: ReadonlySet<string> = new Set(["GEN1010", "GEN1011", "GEN1044", "GEN1046", "GEN1045", "GEN1050"]);

/** The exit code that the problems of a run lead to. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): number {
  if (diagnostics.some(({ code }) => usageCodes.has(code))) return exitCodes.usage;
  return hasErrors(diagnostics) ? exitCodes.problems : exitCodes.ok;
}

function counted(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  return [errors > 0 ? plural(errors, "error") : "", warnings > 0 ? plural(warnings, "warning") : ""]
    .filter((text) => text !== "")
    .join(", ");
}

import type { CodeExplanation } from "../diagnostics/explain-code.ts";

/** A code's page, as people read it. */
export function explanationText({ code, severity, message, explanation, example }: CodeExplanation): string {
  const page = `${severity} ${code}: ${message}\n\n${explanation}\n`;
  if (example === undefined) return page;
  return `${page}\nWrong:\n\n${indented(example.wrong)}\nRight:\n\n${indented(example.right)}`;
}

/** A line for each code. */
export function codeTable(explanations: readonly CodeExplanation[]): string {
  return explanations.map(({ code, severity, message }) => `${code}  ${severity.padEnd(7)}  ${message}\n`).join("");
}

function indented(text: string): string {
  const lines = text.split("\n").map((line) => `    ${line}`.trimEnd());
  return lines.map((line) => `${line}\n`).join("");
}

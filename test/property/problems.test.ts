import { expect, it } from "vitest";
import { diagnose } from "../../src/diagnostics/diagnose.ts";
import { githubAnnotations } from "../../src/diagnostics/github-annotations.ts";
import { jsonDiagnostics } from "../../src/diagnostics/json-diagnostics.ts";
import { renderDiagnostic } from "../../src/diagnostics/render.ts";
import { sarifLog } from "../../src/diagnostics/sarif-log.ts";
import { SourceFile } from "../../src/text/source-file.ts";
import { spanOf } from "../../src/text/span.ts";
import { LINEAR_GROWTH, timeGrowth } from "./time-growth.ts";

it("the time to tell many problems on one long line grows with their number, in every format", () => {
  expect(timeGrowth(tellProblems, 250)).toBeLessThan(LINEAR_GROWTH);
});

function tellProblems(count: number): void {
  const source = new SourceFile("a.api", "👍 x ".repeat(count));
  const diagnostics = Array.from({ length: count }, (_, index) =>
    diagnose("API1002", spanOf(source, index * 5 + 3, index * 5 + 4), { characters: "x" }),
  );
  for (const diagnostic of diagnostics) renderDiagnostic(diagnostic);
  jsonDiagnostics(diagnostics);
  githubAnnotations(diagnostics);
  sarifLog(diagnostics, { version: "1", workingDirectory: "/" });
}

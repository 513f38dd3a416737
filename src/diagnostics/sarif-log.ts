import { compareCodePoints } from "../text/compare-code-points.ts";
import type { Span } from "../text/span.ts";
import type { DiagnosticCode } from "./catalogue.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { explainCode } from "./explain-code.ts";

/** A log in the Static Analysis Results Interchange Format 2.1.0, as far as tsgoctl fills it. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly object[];
}

/** What a SARIF log says about a run beside its diagnostics. */
export interface SarifRun {
  /** The version of tsgoctl. */
  readonly version: string;
  /** Absolute, `/`-separated; paths below it are told relative to it. */
  readonly workingDirectory: string;
}

/** The diagnostics as a SARIF log, which code scanning services read. Paths are relative to the working directory. */
export function sarifLog(diagnostics: readonly Diagnostic[], { version, workingDirectory }: SarifRun): SarifLog {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].toSorted(compareCodePoints);
  const run = {
    tool: { driver: { name: "tsgoctl", version, rules: codes.map(ruleOf) } },
    columnKind: "utf16CodeUnits",
    results: diagnostics.map((diagnostic) => ({
      ruleId: diagnostic.code,
      ruleIndex: codes.indexOf(diagnostic.code),
      level: diagnostic.severity,
      message: { text: [diagnostic.message, diagnostic.help].filter((text) => text !== undefined).join("\n") },
      locations: locationsOf(diagnostic, workingDirectory),
      relatedLocations: diagnostic.related.map(({ message, span }, index) => ({
        id: index + 1,
        message: { text: message },
        ...locationOf(span, workingDirectory),
      })),
    })),
  };
  const $schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  return { $schema, version: "2.1.0", runs: [run] };
}

function ruleOf(code: DiagnosticCode): object {
  const { severity, message, explanation, example } = explainCode(code);
  const help = example === undefined ? "" : `\n\nWrong:\n\n${example.wrong}\n\nRight:\n\n${example.right}`;
  return {
    id: code,
    shortDescription: { text: message },
    fullDescription: { text: explanation },
    help: { text: `${explanation}${help}` },
    defaultConfiguration: { level: severity },
  };
}

function locationsOf({ span, path }: Diagnostic, workingDirectory: string): readonly object[] {
  if (span !== undefined) return [locationOf(span, workingDirectory)];
  return path === undefined ? [] : [{ physicalLocation: { artifactLocation: { uri: uriOf(path, workingDirectory) } } }];
}

/** SARIF counts in UTF-16 code units by default, and not every reader heeds a log that says otherwise. */
function locationOf({ source, start, end }: Span, workingDirectory: string): object {
  const [startLine, endLine] = [source.position(start).line, source.position(end).line];
  const region = {
    startLine,
    startColumn: start - source.lineStart(startLine) + 1,
    endLine,
    endColumn: end - source.lineStart(endLine) + 1,
  };
  return { physicalLocation: { artifactLocation: { uri: uriOf(source.path, workingDirectory) }, region } };
}

function uriOf(path: string, workingDirectory: string): string {
  const folder = workingDirectory.endsWith("/") ? workingDirectory : `${workingDirectory}/`;
  const told = path.startsWith(folder) ? path.slice(folder.length) : path.replace(/^(?:\.\/)+/u, "");
  const drive = /^[A-Za-z]:(?=\/)/u.exec(told)?.[0] ?? "";
  const encoded = told.slice(drive.length).split("/").map(encodedSegment).join("/");
  return told.startsWith("/") || drive !== "" ? `file://${drive === "" ? "" : "/"}${drive}${encoded}` : encoded;
}

function encodedSegment(segment: string): string {
  return encodeURIComponent(segment.replaceAll(/\p{Cs}/gu, "\uFFFD")); // a half of a character has no encoding
}

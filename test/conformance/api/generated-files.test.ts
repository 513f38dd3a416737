import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { planProject } from "../../../src/emit/fastify/project.ts";
import { parseFileStyle } from "../../../src/emit/file-style.ts";
import { createMemoryHost } from "../../../src/host/memory-host.ts";
import { loadApi } from "../../../src/load/load-api.ts";
import { checkApi } from "../../../src/model/check-api.ts";

/** What `goctl api go` wrote for a case, tests and `go.mod` left out. */
interface GeneratedFiles {
  readonly name: string;
  readonly style: string;
  readonly typeGroup: boolean;
  readonly files: readonly string[];
}

interface Sources {
  readonly name: string;
  readonly files: Readonly<Record<string, string | { readonly base64: string }>>;
}

const generated: readonly GeneratedFiles[] = JSON.parse(textOf("generated-files.json"));
const cases: readonly Sources[] = JSON.parse(textOf("cases.json"));
const sources = new Map(cases.map(({ name, files }) => [name, files]));

describe("a file of goctl has a file of ours in its place", () => {
  const accepted = generated.flatMap((one) => {
    const paths = plannedPaths(one);
    return paths === undefined ? [] : [{ ...one, paths }];
  });

  it.each(accepted)("$name", ({ files, paths }) => {
    expect(files.map(ours).filter((path) => !paths.has(path))).toEqual([]);
  });

  it("in nearly all cases; of the others we refuse the contract", () => {
    expect(accepted.length / generated.length).toBeGreaterThan(0.8);
  });
});

function plannedPaths({ name, style: pattern, typeGroup }: GeneratedFiles): ReadonlySet<string> | undefined {
  const files = Object.entries(sources.get(name) ?? {}).map(([path, content]): [string, string] => [
    path,
    typeof content === "string" ? content : Buffer.from(content.base64, "base64").toString(),
  ]);
  const { spec } = checkApi(loadApi("main.api", createMemoryHost(Object.fromEntries(files))).program);
  const style = parseFileStyle(pattern);
  if (spec === undefined || style === undefined) return undefined;
  const typeFiles = typeGroup ? "by-group" : "one";
  const plan = planProject(spec, [], { style, typeFiles, int64: "number", extras: [], contract: "main.api", ddl: [] });
  return new Set(plan.map(({ path }) => path));
}

function ours(path: string): string {
  return path.replace(/\.go$/, ".ts");
}

function textOf(file: string): string {
  return readFileSync(new URL(file, import.meta.url), "utf8");
}

import { renderDiagnostic } from "../../src/diagnostics/render.ts";
import { generatedHeader, scaffoldedHeader } from "../../src/emit/virtual-file.ts";
import type { VirtualFile } from "../../src/emit/virtual-file.ts";
import { patchText } from "../../src/write/patch-text.ts";
import { plannedExports } from "../../src/write/planned-exports.ts";

export const path = "internal/logic/getlogic.ts";

/** A logic with this method, and with these imports of types. */
export function logic(method: string, imports = 'import type { A, B, Item } from "../types/types.ts";'): string {
  return [
    scaffoldedHeader,
    "",
    'import type { RequestContext } from "../runtime/context.ts";',
    ...(imports === "" ? [] : [imports]),
    "",
    "/** Gets. */",
    "export class GetLogic {",
    "  constructor(readonly ctx: RequestContext) {}",
    "",
    `  ${method}`,
    "}",
    "",
  ].join("\n");
}

/** What the generator would write for a method with this head. */
export function wanted(head: string): VirtualFile {
  const known = ["A", "B", "Item"].filter((name) => new RegExp(`\\b${name}\\b`, "u").test(head));
  const answers = ["Download", "Redirect"].filter((name) => head.includes(name));
  const imports = [
    ...answers.map((name) => `import type { ${name} } from "../runtime/server/${name.toLowerCase()}.ts";`),
    ...(known.length === 0 ? [] : [`import type { ${known.join(", ")} } from "../types/types.ts";`]),
  ].join("\n");
  const text = logic(`${head} {\n    throw new Error();\n  }`, imports);
  return { path, text, ownership: "scaffolded", called: { className: "GetLogic", method: "get" } };
}

function generatedText(text: string): string {
  return `${generatedHeader}\n// source: user.api\n\n${text}`;
}

/** The files of a contract that has the types A, B and Item, and Gone no more. */
export const contractTypes: ReadonlyMap<string, string> = new Map([
  ["internal/runtime/context.ts", "export interface RequestContext {}\n"],
  ["internal/runtime/server/download.ts", "export interface Download {}\n"],
  [
    "internal/types/types.ts",
    'export type { Item } from "./shop.ts";\n\nexport interface A {\n  id: 1;\n}\nexport interface B {\n  id: 2;\n}\n',
  ],
  ["internal/types/shop.ts", "export interface Item {}\n"],
  ["internal/types/buffer.d.ts", "interface Buffer {\n  readonly bytes: 1;\n}\n"],
]);

const exports = plannedExports(
  [...contractTypes].map(([file, text]) => ({ path: file, text: generatedText(text), ownership: "generated" })),
  (file) =>
    file === "internal/types/old.ts"
      ? { kind: "file", text: generatedText("export interface A {}\n") }
      : { kind: "missing" },
);

/** Patches, and patches the result again, which must change nothing and tell the same. */
export async function patchTwice(existing: string, file: VirtualFile) {
  const first = await patchOnce(existing, file);
  const second = await patchOnce(first.text, file);
  const { text, problems } = first;
  if (JSON.stringify(second) !== JSON.stringify({ text, edits: [], problems })) {
    throw new Error(`the second patch is not content with the first: ${JSON.stringify(second, null, 2)}`);
  }
  return first;
}

export async function patchOnce(existing: string, file: VirtualFile) {
  const { text, edits, diagnostics } = await patchText(file, existing, exports);
  const problems = diagnostics.map((problem) => {
    const [message = "", place = ""] = renderDiagnostic(problem).split("\n");
    return `${message.trim()} ${place.trim()}`;
  });
  return { text, edits, problems };
}

/** What a patch of the signature gives, without a problem; an unchanged file is not edited. */
export function patched(before: string, text: string) {
  return { text, edits: before === text ? [] : ["signature of get"], problems: [] };
}

export const body = "{\n    return x;\n  }";

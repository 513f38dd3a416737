import * as fc from "fast-check";
import ts from "typescript";
import { expect, it } from "vitest";

import { contractTypes, patchOnce, patchTwice, path, wanted } from "./patch-twice.ts";

/** A file that somebody has worked on, in the parts that a patch may and may not touch. */
interface Written {
  readonly start: string;
  readonly imports: string;
  readonly middle: string;
  readonly head: string;
  readonly end: string;
}

const space = fc.constantFrom("", "", " ", "\n    ", "/* c */", " /* d */ ", "\n    // e\n    ");
const ownRequest = fc.constantFrom("", "A", "Gone", "Readonly<A>", "A | null", "A[]", "string[]");
const results = ["Promise<Gone>", "Promise<A[]>", "Promise<void>", "Promise<A | null>"];
const extra = fc.constantFrom("", "", "trace = false", "trace?: boolean");

const imports = fc.constantFrom(
  'import type { A, B, Gone } from "../types/types.ts";\n',
  'import type { Gone, A } from "../types/types.ts";\n',
  'import type {\n  A, // the first\n  Gone, /* the last */\n} from "../types/types.ts";\n',
  'import { type Gone, type A } from "../types/types.ts"; // ours\n',
  'import type { Gone } from "../types/types.ts";\nimport type { A, Item } from "../types/types.js";\n',
);

/** What the compiler has to see, a request that is taken apart and a result that is inferred, is left out of typed heads. */
const headOf = (isTyped: boolean) =>
  fc
    .record({
      spaces: fc.array(space, { minLength: 6, maxLength: 6 }),
      request: ownRequest,
      name: fc.constantFrom("req", "request", ...(isTyped ? [] : ["{ id }"])),
      rawBody: fc.boolean(),
      extra,
      result: fc.constantFrom("Promise<A>", ...(isTyped ? [] : [""]), ...results),
    })
    .map(({ spaces: [a, b, c, d, e, f], request, name, rawBody, extra: more, result }) => {
      const parameters = [request === "" ? "" : `${name}${b}:${c}${request}`, rawBody ? "rawBody: Buffer" : "", more];
      const list = parameters.filter((text) => text !== "").join(`,${d}`);
      return `async get(${a}${list}${e})${result === "" ? "" : `: ${f}${result}`}`;
    });

const writtenWith = (heads: fc.Arbitrary<string>): fc.Arbitrary<Written> =>
  fc
    .record({ imports, head: heads, body: fc.constantFrom("throw new Error();", "throw new Error(String(req));") })
    .map(({ imports: lines, head: method, body }) => ({
      start: "// Code scaffolded by tsgoctl. Safe to edit.\n\n",
      imports: lines,
      middle: "\nconst req = 1;\n\nexport class GetLogic {\n  /** Gets a Gone. */\n  ",
      head: method,
      end: ` {\n    ${body}\n  }\n\n  other(): string {\n    return \`async get(req: A): Promise<A> { // Gone\`;\n  }\n}\n`,
    }));

const wantedHead = fc
  .record({
    request: fc.constantFrom("", "A", "B", "A[]"),
    rawBody: fc.boolean(),
    result: fc.constantFrom("void", "A", "B", "A[]"),
  })
  .map(({ request, rawBody, result }) => {
    const parameters = [request === "" ? "" : `req: ${request}`, rawBody ? "rawBody: Buffer" : ""];
    return `async get(${parameters.filter((text) => text !== "").join(", ")}): Promise<${result}>`;
  });

it("a patch touches nothing but the head and the imports, and loses no comment", { timeout: 180_000 }, async () => {
  const shapes = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.replaceAll("\n", "\r\n"),
    (text: string) => text.replaceAll("  ", "\t"),
  );
  await fc.assert(
    fc.asyncProperty(
      writtenWith(headOf(false)),
      wantedHead,
      shapes,
      fc.boolean(),
      async (file, asked, shaped, hasMark) => {
        const mark = hasMark ? "\uFEFF" : "";
        const before = mark + shaped(file.start + file.imports + file.middle + file.head + file.end);
        const { text, problems } = await patchTwice(before, wanted(asked));
        const isKept = problems.some((problem) => problem.includes("GEN2041"));
        expect(isKept ? text : before).toBe(before);
        expect(text.startsWith(mark + shaped(file.start))).toBe(true);
        expect(text.endsWith(shaped(file.end))).toBe(true);
        expect(text).toContain(shaped(file.middle));
        expect(commentsIn(text)).toEqual(commentsIn(before));
        expect(/[^\r]\n/u.test(text)).toBe(/[^\r]\n/u.test(before));
      },
    ),
    { numRuns: 30 },
  );
});

it("what is patched without a word can be called as the contract asks", { timeout: 180_000 }, async () => {
  const pairs = fc.sample(fc.tuple(writtenWith(headOf(true)), wantedHead), { numRuns: 60, seed: 7 });
  const files = new Map(contractTypes);
  let count = 0;
  for (const [index, [file, asked]] of pairs.entries()) {
    const { text, problems } = await patchOnce(
      file.start + file.imports + file.middle + file.head + file.end,
      wanted(asked),
    );
    if (problems.length > 0) continue;
    count += 1;
    files.set(path.replace("get", `get${index}`), text);
    files.set(`internal/handler/get${index}.ts`, caller(asked, `../logic/get${index}logic.ts`));
  }
  expect(count).toBeGreaterThan(20);
  expect(compilerErrors(files)).toEqual([]);
});

function commentsIn(text: string): readonly string[] {
  return text.match(/\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/gu) ?? [];
}

/** A handler: what it has it gives, and what it gets it has to answer. */
function caller(asked: string, module: string): string {
  const { parameters = "", result = "" } = /\((?<parameters>.*)\): (?<result>.*)$/u.exec(asked)?.groups ?? {};
  const names = parameters
    .split(", ")
    .map((parameter) => parameter.replace(/:.*$/u, ""))
    .join(", ");
  const declared = `export function call(${parameters}): ${result} {\n  return new GetLogic().get(${names});\n}\n`;
  return `import { GetLogic } from "${module}";\nimport type { A, B } from "../types/types.ts";\nexport type Known = A | B;\n${declared}`;
}

function compilerErrors(files: ReadonlyMap<string, string>): readonly string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const real = ts.createCompilerHost(options);
  const textOf = (name: string): string | undefined => files.get(name.replace(/^\/project\//u, ""));
  host.getSourceFile = (name, version) => {
    const text = textOf(name);
    return text === undefined ? real.getSourceFile(name, version) : ts.createSourceFile(name, text, version);
  };
  host.fileExists = (name) => textOf(name) !== undefined || real.fileExists(name);
  host.directoryExists = () => true;
  host.readFile = (name) => textOf(name) ?? real.readFile(name);
  const program = ts.createProgram(
    [...files.keys()].map((name) => `/project/${name}`),
    options,
    host,
  );
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${ts.flattenDiagnosticMessageText(messageText, " ")}\n${file?.text}`);
}

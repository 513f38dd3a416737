import { describe, expect, it } from "vitest";

import { scaffoldedHeader } from "../../src/emit/virtual-file.ts";
import { body, logic, patched, patchTwice, path, wanted } from "./patch-twice.ts";

describe("what cannot be patched without guessing is told with its place, and kept", () => {
  const A = "async get(req: A): Promise<A>";
  const B = "async get(req: B): Promise<A>";
  it.each([
    [
      "a request that is used",
      `${A} {\n    return req;\n  }`,
      "async get(): Promise<A>",
      "its parameter req, which is given no more, is used",
    ],
    [
      "arguments that are used",
      `${A} {\n    return arguments[0];\n  }`,
      "async get(): Promise<A>",
      "its parameter req, which is given no more, is used",
    ],
    [
      "a comment at what goes",
      "async get(req: A /* ours */, rawBody: Buffer): Promise<A> {}",
      "async get(rawBody: Buffer): Promise<A>",
      "its parameter req, which is given no more, has more to it",
    ],
    ["a stream", `${A} ${body}`, "async *get(req: A): AsyncGenerator<A>", "it is no generator"],
    ["a stream no more", `async *get(req: A): AsyncGenerator<A> ${body}`, A, "it is a generator"],
    ["a stream no more, inferred", `async *get(req: A) ${body}`, A, "it is a generator"],
    [
      "overloads",
      `get(req: A): Promise<A>;\n  get(req: Item): Promise<A>;\n  async get(req: A | Item): Promise<A> ${body}`,
      B,
      "it has overloads",
    ],
    [
      "a parameter that nobody gives",
      `async get(req: A, id: string): Promise<A> ${body}`,
      B,
      "nothing is given for its parameter id",
    ],
    [
      "a type of the user's in the way",
      `async get(req: A): Promise<A> ${body}\n}\n\ninterface B {`,
      B,
      "the name B stands for something else in this file",
    ],
    [
      "a type that is made of one that is gone",
      `async get(req: Partial<Gone>): Promise<A> ${body}`,
      B,
      "the type Partial<Gone> is more than a name",
    ],
    [
      "a name that is used for something else",
      "async get(): Promise<A> {\n    const req = 1;\n  }",
      A,
      "its code has another req",
    ],
    [
      "a comment in what is replaced",
      `async get(req: A /* old */ | null): Promise<A> ${body}`,
      "async get(req: B): Promise<A>",
      "there is a comment in the type A /* old */ | null",
    ],
    [
      "a comment in the parentheses",
      `async get(/* nothing */): Promise<A> ${body}`,
      A,
      "there is a comment between its parameters",
    ],
    [
      "an answer that is gone and given",
      `async get(req: A): Promise<Gone> ${body}`,
      "async get(req: A): Promise<void>",
      "its body gives an answer",
    ],
    [
      "a parameter without parentheses",
      "get = async req => req;",
      "async get(req: A, rawBody: Buffer): Promise<A>",
      "it has no parentheses",
    ],
  ])("%s", async (_, method, head, reason) => {
    const imports = 'import type { A, Gone, Item } from "../types/types.ts";';
    const before = logic(method, method.includes("Gone") ? imports : imports.replace("Gone, ", ""));
    const { text, problems } = await patchTwice(before, wanted(head));
    expect(text).toBe(before);
    expect(problems).toEqual([
      expect.stringMatching(
        /^warning GEN2041: method get does not fit the contract any more, and is kept as .*; change it to: .* --> .*:\d+:\d+$/u,
      ),
    ]);
    expect(problems[0]).toContain(`kept as ${reason}; change it to: ${head} -->`);
  });

  it.each([
    ["a class of another name", (text: string) => text.replace("GetLogic", "Own"), "exported class GetLogic"],
    [
      "a class that is not exported",
      (text: string) => text.replace("export class", "class"),
      "exported class GetLogic",
    ],
    [
      "a method of another name",
      (text: string) => text.replace("async get", "async fetch"),
      "method get in class GetLogic",
    ],
    [
      "a static method",
      (text: string) => text.replace("async get", "static async get"),
      "method get in class GetLogic",
    ],
  ])("%s", async (_, changed, missing) => {
    const before = changed(logic(`${A} ${body}`));
    const { text, problems } = await patchTwice(before, wanted(A));
    expect(text).toBe(before);
    expect(problems).toEqual([
      expect.stringContaining(
        `warning GEN2050: ${path} has no ${missing}, which the generated handler calls: ${A} -->`,
      ),
    ]);
  });

  it("a file that is no TypeScript", async () => {
    const before = logic("async get(req: A): Promise<A> {\n<<<<<<< HEAD\n  }");
    const { text, problems } = await patchTwice(before, wanted(B));
    expect(text).toBe(before);
    expect(problems).toEqual([
      `warning GEN2053: file cannot be held against the contract: it is not valid TypeScript: merge conflict marker encountered --> ${path}:11:1`,
    ]);
  });
});

describe("a method of the user's that fits, or may fit, is left alone", () => {
  it.each([
    ["async get(req: A): Promise<B>", "async get(req: A): Promise<B>"],
    ["async get(request:   A,): Promise< B >", "async get(req: A): Promise<B>"],
    ["async get(req?: A): Promise<B>", "async get(): Promise<B>"],
    ["async get(req: A | Item): Promise<B>", "async get(req: A): Promise<B>"],
    ["async get(req: unknown): Promise<B>", "async get(req: A): Promise<B>"],
    ["async get(req: A): Promise<B>", "async get(req: A): Promise<void>"],
    ["async get(req: A): Promise<A>", "async get(req: A): Promise<A | null>"],
    ["async get(req: Own): Promise<B>", "async get(req: A): Promise<B>"],
    ["async get(req: Partial<A>): Promise<B>", "async get(req: B): Promise<B>"],
    ["async get(req: A): Promise<Own>", "async get(req: A): Promise<B>"],
    ["async get(req: A): Promise<A & Own>", "async get(req: A): Promise<B>"],
    ["async get(req: A): Own", "async get(req: A): Promise<B>"],
    ["async get(req: A)", "async get(req: A): Promise<B>"],
    ["get(req: A): AsyncIterable<B>", "async *get(req: A): AsyncGenerator<B>"],
    ["async *get(req: A): AsyncGenerator<B | Sent<B>>", "async *get(req: A): AsyncGenerator<B>"],
    ["async get(req: A, bytes: Uint8Array): Promise<A>", "async get(req: A, rawBody: Buffer): Promise<A>"],
    ["async get(...all: unknown[]): Promise<A>", "async get(req: A, rawBody: Buffer): Promise<A>"],
    [
      "get(req: A): Promise<A>;\n  get(req: B): Promise<A>;\n  async get(req: A | B): Promise<A>",
      "async get(req: B): Promise<A>",
    ],
    ["get get(): (req: B) => Promise<A>", "async get(req: A): Promise<A>"],
    ["// get(req: B): Promise<A> {\n  async get(req: A): Promise<B>", "async get(req: A): Promise<B>"],
  ])("%s", async (own, head) => {
    expect(await patchTwice(logic(`${own} ${body}`), wanted(head))).toEqual(
      patched(logic(`${own} ${body}`), logic(`${own} ${body}`)),
    );
  });

  it("if it is inherited, wrapped, or written by another file", async () => {
    const head = "async get(req: B): Promise<A>";
    const inherited = logic(`async other() ${body}`).replace("GetLogic {", "GetLogic extends Base {");
    expect(await patchTwice(inherited, wanted(head))).toEqual(patched(inherited, inherited));
    const wrapped = logic("get = traced(async (req: A) => req);");
    expect(await patchTwice(wrapped, wanted(head))).toEqual(patched(wrapped, wrapped));
    const elsewhere = `${scaffoldedHeader}\n\nexport { GetLogic } from "./own.ts";\n`;
    expect(await patchTwice(elsewhere, wanted(head))).toEqual(patched(elsewhere, elsewhere));
  });

  it("is looked for in linear time", async () => {
    const long = `${logic(`async get(req: A): Promise<A> ${body}`)}\nconst data = "${"a".repeat(1_000_000)}";\n`;
    const { edits } = await patchTwice(long, wanted("async get(req: B): Promise<A>"));
    expect(edits).toEqual(["signature of get"]);
  });
});

import { describe, expect, it } from "vitest";

import { body, logic, patched, patchTwice, wanted } from "./patch-twice.ts";

function imports(names: string): string {
  return `import type { ${names} } from "../types/types.ts";`;
}

/** The class by another name, exported under the one that is called. */
function renamed(text: string): string {
  return `${text.replace("export class GetLogic", "class Own")}\nexport { Own as GetLogic };\n`;
}

describe("the signature of a method of the user's follows the contract", () => {
  it.each([
    ["the request is another type", "async get(req: A): Promise<A>", "async get(req: B): Promise<A>", ""],
    ["the answer is another type", "async get(req: A): Promise<A>", "async get(req: A): Promise<B>", ""],
    ["both change places", "async get(req: A): Promise<B>", "async get(req: B): Promise<A>", ""],
    ["a list becomes one", "async get(req: A): Promise<Item[]>", "async get(req: A): Promise<Item>", ""],
    ["there is an answer", "async get(req: A): Promise<void>", "async get(req: A): Promise<B>", ""],
    [
      "a map has other values",
      "async get(): Promise<Record<string, A>>",
      "async get(): Promise<Record<string, B>>",
      "",
    ],
    [
      "a base type becomes one of the contract",
      "async get(req: string[]): Promise<A>",
      "async get(req: B): Promise<A>",
      "",
    ],
    ["there is a request", "async get(): Promise<A>", "async get(req: A): Promise<A>", ""],
    ["there is none any more", "async get(req: A): Promise<A>", "async get(): Promise<A>", ""],
    ["the bytes are wanted", "async get(req: A): Promise<A>", "async get(req: A, rawBody: Buffer): Promise<A>", ""],
    ["the bytes alone are wanted", "async get(): Promise<A>", "async get(rawBody: Buffer): Promise<A>", ""],
    ["the bytes are not wanted", "async get(req: A, rawBody: Buffer): Promise<A>", "async get(req: A): Promise<A>", ""],
    [
      "only the bytes stay",
      "async get(req: A, rawBody: Buffer): Promise<A>",
      "async get(rawBody: Buffer): Promise<A>",
      "",
    ],
    ["neither stays", "async get(req: A, rawBody: Buffer): Promise<A>", "async get(): Promise<A>", ""],
    [
      "the request comes before the bytes",
      "async get(rawBody: Buffer): Promise<A>",
      "async get(req: A, rawBody: Buffer): Promise<A>",
      "",
    ],
    ["a generator gives others", "async *get(req: A): AsyncGenerator<A>", "async *get(req: A): AsyncGenerator<B>", ""],
    [
      "the name is the user's",
      "async get(request: A): Promise<A>",
      "async get(req: B): Promise<A>",
      "async get(request: B): Promise<A>",
    ],
    [
      "it is taken apart",
      "async get({ id, name }: A): Promise<A>",
      "async get(req: B): Promise<A>",
      "async get({ id, name }: B): Promise<A>",
    ],
    [
      "there is more that need not be given",
      "async get(req: A, trace = false): Promise<A>",
      "async get(req: B): Promise<A>",
      "async get(req: B, trace = false): Promise<A>",
    ],
    [
      "what comes first need not be given",
      "async get(trace = false): Promise<A>",
      "async get(req: B): Promise<A>",
      "async get(req: B, trace = false): Promise<A>",
    ],
    [
      "the bytes come before what is the user's",
      "async get(req: A, trace?: boolean): Promise<A>",
      "async get(req: A, rawBody: Buffer): Promise<A>",
      "async get(req: A, rawBody: Buffer, trace?: boolean): Promise<A>",
    ],
    [
      "what stays is the user's",
      "async get(req: A, trace = false): Promise<A>",
      "async get(): Promise<A>",
      "async get(trace = false): Promise<A>",
    ],
    [
      "there are comments around",
      "/* a */ async get(/* b */ req /* c */ : /* d */ A /* e */): /* f */ Promise</* g */ A /* h */> /* i */",
      "async get(req: B): Promise<B>",
      "/* a */ async get(/* b */ req /* c */ : /* d */ B /* e */): /* f */ Promise</* g */ B /* h */> /* i */",
    ],
    [
      "it may not be changed",
      "async get(req: Readonly<A>): Promise<A>",
      "async get(req: B): Promise<A>",
      "async get(req: Readonly<B>): Promise<A>",
    ],
    [
      "it is public and overrides",
      "public override async get(req: A): Promise<A>",
      "async get(req: B): Promise<A>",
      "public override async get(req: B): Promise<A>",
    ],
    [
      "it is decorated",
      '@traced({ name: "get(req: A)" })\n  async get(@log() req: A): Promise<A>',
      "async get(req: B): Promise<A>",
      '@traced({ name: "get(req: A)" })\n  async get(@log() req: B): Promise<A>',
    ],
    ["its answer is inferred", "async get(req: A)", "async get(req: B): Promise<B>", "async get(req: B)"],
    ["its answer is there at once", "get(req: A): A", "async get(req: A): Promise<B>", "get(req: A): B"],
    [
      "its answer has a type of the user's",
      "async get(req: A): Answer<A>",
      "async get(req: B): Promise<A>",
      "async get(req: B): Answer<A>",
    ],
    [
      "its lines are broken",
      "async get(\n    request: A,\n  ): Promise<\n    A\n  >",
      "async get(req: A, rawBody: Buffer): Promise<B>",
      "async get(\n    request: A,\n    rawBody: Buffer,\n  ): Promise<\n    B\n  >",
    ],
    [
      "it has a name in quotes",
      '"get"(req: A): Promise<A>',
      "async get(req: B): Promise<A>",
      '"get"(req: B): Promise<A>',
    ],
    [
      "it is generic",
      "async get<T extends object>(req: A, map?: (it: A) => T): Promise<A>",
      "async get(req: B): Promise<A>",
      "async get<T extends object>(req: B, map?: (it: A) => T): Promise<A>",
    ],
  ])("%s", async (_, own, head, expected) => {
    expect(await patchTwice(logic(`${own} ${body}`), wanted(head))).toEqual(
      patched(logic(`${own} ${body}`), logic(`${expected === "" ? head : expected} ${body}`)),
    );
  });

  it.each([
    ["get = async (req: A): Promise<A> => ({ ...req });", "get = async (req: B): Promise<A> => ({ ...req });"],
    ["readonly get = async function (req: A) {};", "readonly get = async function (req: B) {};"],
  ])("in a property, too: %s", async (own, expected) => {
    expect(await patchTwice(logic(own), wanted("async get(req: B): Promise<A>"))).toEqual(
      patched(logic(own), logic(expected)),
    );
  });

  it("in the class that is called alone", async () => {
    const other = "\nexport class OtherLogic {\n  async get(req: A): Promise<A> {\n    return req;\n  }\n}\n";
    const before = logic(`async get(req: A): Promise<A> ${body}`) + other;
    const after = logic(`async get(req: B): Promise<A> ${body}`) + other;
    expect(await patchTwice(before, wanted("async get(req: B): Promise<A>"))).toEqual(patched(before, after));
  });

  it("in a class of another name that is exported under the one that is called", async () => {
    const before = renamed(logic(`async get(req: A): Promise<A> ${body}`));
    expect(await patchTwice(before, wanted("async get(req: B): Promise<A>"))).toEqual(
      patched(before, renamed(logic(`async get(req: B): Promise<A> ${body}`))),
    );
  });

  it("takes a stub's answer away, as nothing gives it", async () => {
    const stub = "{\n    throw new Error();\n  }";
    const head = "async get(req: A): Promise<void>";
    expect(await patchTwice(logic(`async get(req: A): Promise<A> ${stub}`), wanted(head))).toEqual(
      patched(logic(`async get(req: A): Promise<A> ${stub}`), logic(`${head} ${stub}`)),
    );
  });

  it.each([
    ["CRLF", (text: string) => text.replaceAll("\n", "\r\n")],
    ["a byte order mark", (text: string) => `\uFEFF${text}`],
    [
      "tabs, single quotes, no semicolons",
      (text: string) => text.replaceAll("  ", "\t").replaceAll('"', "'").replaceAll(";\n", "\n"),
    ],
    ["no line end at the end", (text: string) => text.trimEnd()],
  ])("keeps %s", async (_, shaped) => {
    const before = shaped(logic(`async get(\n    req: A,\n  ): Promise<A> ${body}`, imports("A")));
    const after = shaped(
      logic(`async get(\n    req: B,\n    rawBody: Buffer,\n  ): Promise<A> ${body}`, imports("A, B")),
    );
    expect(await patchTwice(before, wanted("async get(req: B, rawBody: Buffer): Promise<A>"))).toEqual(
      patched(before, after),
    );
  });
});

import { describe, expect, it } from "vitest";

import { signatureDrift } from "../../src/write/signature-drift.ts";

const types = 'import type { A, B, Item } from "../types/types.ts";\nimport { Own } from "./own.ts";\n';

/** A logic with this head of its method. */
function logic(head: string): string {
  return `${types}\nexport class GetLogic {\n  constructor(ctx: Ctx, svcCtx: Svc) {}\n\n  ${head} {\n    return x;\n  }\n}\n`;
}

describe("a method of the user's that the contract has moved away from", () => {
  it.each([
    ["async get(req: A): Promise<A>", "async get(req: B): Promise<A>"],
    ["async get(req: A): Promise<A>", "async get(req: A): Promise<B>"],
    ["async get(req: A): Promise<Item[]>", "async get(req: A): Promise<Item>"],
    ["async get(req: A): Promise<void>", "async get(req: A): Promise<B>"],
    ["async get(): Promise<A>", "async get(req: A): Promise<A>"],
    ["async get(req: A): Promise<A>", "async get(): Promise<A>"],
    ["async get(\n    request: A,\n  ): Promise<Record<string, A>>", "async get(req: B): Promise<Record<string, A>>"],
    ["async get(req: A): Promise<A>", "async *get(req: A): AsyncGenerator<A>"],
    ["async *get(req: A): AsyncGenerator<A>", "async get(req: A): Promise<A>"],
    ["async *get(req: A): AsyncGenerator<A>", "async *get(req: A): AsyncGenerator<B>"],
    ["async get(req: A): Promise<A>", "async get(req: A, rawBody: Buffer): Promise<A>"],
    ["async get(req: A, rawBody: Buffer): Promise<A>", "async get(req: B, rawBody: Buffer): Promise<A>"],
    ["async get(req: A): Promise<void>", "async get(req: A): Promise<Download>"],
    ["/* old: get(req: B): Promise<A> { */ get(req: A): Promise<A>", "async get(req: B): Promise<A>"],
  ])("is told: %s", (own, wanted) => {
    const existing = logic(own);
    const [told, ...others] = signatureDrift("logic.ts", existing, logic(wanted));
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      code: "GEN2041",
      path: "logic.ts",
      message: `method get does not fit the contract any more; change it to: ${wanted}`,
    });
    expect(existing.slice(told?.span?.start, told?.span?.end)).toMatch(/^(?:async )?\*?get\(/u);
  });

  it.each([
    ["async get(req: A): Promise<B>", "async get(req: A): Promise<B>"],
    ["async get(request:   A,): Promise< B >", "async get(req: A): Promise<B>"],
    ["async get(req?: A): Promise<B>", "async get(): Promise<B>"],
    ["async get(req: A): Promise<B>", "async get(req: A): Promise<void>"],
    ["async get(req: Own): Promise<B>", "async get(req: A): Promise<B>"],
    ["async get(req: A): Promise<Own>", "async get(req: A): Promise<B>"],
    ["async get(req: A): Promise<A & Own>", "async get(req: A): Promise<B>"],
    ["async get(req: A)", "async get(req: A): Promise<B>"],
    ["async get(req: A, more: B): Promise<A>", "async get(req: A): Promise<B>"],
    ["async *get(req: A): AsyncGenerator<B | Sent<B>>", "async *get(req: A): AsyncGenerator<B>"],
    ["async get(req: A, bytes: Uint8Array): Promise<A>", "async get(req: A, rawBody: Buffer): Promise<A>"],
    ["async get(...all: unknown[]): Promise<A>", "async get(req: A, rawBody: Buffer): Promise<A>"],
    ["async other(req: A): Promise<A>", "async get(req: A): Promise<B>"],
    ["// get(req: B): Promise<A> {\n  async get(req: A): Promise<B>", "async get(req: A): Promise<B>"],
  ])("is not told where it fits, or may fit: %s", (own, wanted) => {
    expect(signatureDrift("logic.ts", logic(own), logic(wanted))).toEqual([]);
  });

  it("is looked for in linear time", () => {
    const long = `${logic("async get(req: A): Promise<A>")}\nconst data = "${"a".repeat(1_000_000)}";\n`;
    expect(signatureDrift("logic.ts", long, logic("async get(req: B): Promise<A>"))).toHaveLength(1);
  });
});

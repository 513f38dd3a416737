import { createRequire } from "node:module";
import type { ts } from "ts-morph";

export type { ts } from "ts-morph";

export type TypeScript = typeof ts;

/**
 * The TypeScript parser, through ts-morph, which holds the version that it was made for. `require` is used because importing a
 * large CommonJS package takes Node 20 twice as long.
 */
export function openTypeScript(): TypeScript {
  const require = createRequire(import.meta.url);
  const library: { readonly ts: TypeScript } = require("ts-morph");
  return library.ts;
}

/** Parses a text, without types. */
export function parsed(typescript: TypeScript, text: string): ts.SourceFile {
  return typescript.createSourceFile("file.ts", text, typescript.ScriptTarget.ES2022, true);
}

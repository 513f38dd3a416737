import type { Bindings } from "./bindings.ts";
import type { Insertion } from "./insertion.ts";
import type { ts, TypeScript } from "./open-typescript.ts";

/** The edits after which something fits, or why it cannot be made to fit without guessing. */
export interface Fit {
  readonly edits: readonly Insertion[];
  readonly obstacle: string | undefined;
}

/** What fitting has to know of the two files. */
export interface FitContext {
  readonly typescript: TypeScript;
  readonly file: ts.SourceFile;
  readonly bindings: Bindings;
  readonly wantedBindings: Bindings;
  /** The text of a wanted type with the names that this file has for the types in it; in a namespace of it, if one is given. */
  typeText(type: ts.TypeNode | undefined, namespace?: string): string;
  /** Whether a type of this file mentions one that the contract has no more. */
  isGone(type: ts.TypeNode): boolean;
}

export const fitting: Fit = { edits: [], obstacle: undefined };

export function obstructed(obstacle: string): Fit {
  return { edits: [], obstacle };
}

export function edited(...edits: readonly Insertion[]): Fit {
  return { edits, obstacle: undefined };
}

export function joined(...fits: readonly Fit[]): Fit {
  return {
    edits: fits.flatMap(({ edits }) => edits),
    obstacle: fits.find(({ obstacle }) => obstacle !== undefined)?.obstacle,
  };
}

/** Whether a text that holds no literal has a comment. */
export function hasComment(text: string): boolean {
  return /\/[/*]/u.test(text);
}

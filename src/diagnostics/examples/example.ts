/** A short text that has a problem, and the same put right. */
export interface Example {
  readonly wrong: string;
  readonly right: string;
}

export function lines(...texts: readonly string[]): string {
  return texts.join("\n");
}

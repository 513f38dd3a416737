/** A number of a JSON text that is written otherwise than JavaScript would write it: `1.0`, `1e2`, `9007199254740993`. */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The text that a number of a JSON text was written as. */
export function numberText(value: number | ExactNumber): string {
  return typeof value === "number" ? String(value) : value.text;
}

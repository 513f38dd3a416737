/** The parts of a rendered diagnostic that a terminal may colour. */
export type PaintedPart = "error" | "warning" | "note" | "help" | "message" | "frame";

/** Gives a part of a rendered diagnostic its colour. */
export type Paint = (part: PaintedPart, text: string) => string;

/** No colours: for files, pipes and tests. */
export function plain(_part: PaintedPart, text: string): string {
  return text;
}

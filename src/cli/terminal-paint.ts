import type { Paint, PaintedPart } from "../diagnostics/paint.ts";

/** Colours as terminals know them, from their own palette, so that they are legible on any background. */
export const terminalPaint: Paint = (part, text) => `\u001B[${colours[part]}m${text}\u001B[0m`;

const bold = "1";

const colours: Readonly<Record<PaintedPart, string>> = {
  error: `${bold};31`,
  warning: `${bold};33`,
  note: `${bold};34`,
  help: `${bold};36`,
  message: bold,
  frame: "34",
};

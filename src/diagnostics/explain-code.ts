import { catalogue } from "./catalogue.ts";
import type { DiagnosticCode } from "./catalogue.ts";
import { examples } from "./examples.ts";
import type { Example } from "./examples/example.ts";
import { messageForm } from "./message-form.ts";
import type { Severity } from "./severity.ts";

/** All that is known about a code: what `tsgoctl explain` prints and `docs/diagnostics.md` holds. */
export interface CodeExplanation {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** The message with the names of its values in their places. */
  readonly message: string;
  readonly explanation: string;
  /** A text with the problem and one without; absent where a text shows no more than the message does. */
  readonly example: Example | undefined;
}

/** Explains a code. */
export function explainCode(code: DiagnosticCode): CodeExplanation {
  const { severity, explanation } = catalogue[code];
  return { code, severity, message: messageForm(code), explanation, example: examples[code] };
}

import { generatedHeader } from "../emit/virtual-file.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";

/** The heads of a plan's generated files: what starts with one of them, and is not in the plan, is of an earlier run. */
export function generatedHeads(plan: readonly VirtualFile[]): ReadonlySet<string> {
  const generated = plan.filter(({ ownership }) => ownership === "generated");
  return new Set(generated.map(({ text }) => headOf(text)).filter((head) => head !== ""));
}

/** The header and the line that names the source; empty for a file without a header. */
export function headOf(text: string): string {
  return text.startsWith(`${generatedHeader}\n`) ? text.split("\n", 2).join("\n") : "";
}

import { diagnoseOption } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { defaultInt64Type } from "../emit/fastify/int64-type.ts";
import type { Int64Type } from "../emit/fastify/int64-type.ts";
import { parseFileStyle } from "../emit/file-style.ts";
import type { FileStyle } from "../emit/file-style.ts";
import type { Host } from "../host/host.ts";
import { recordedInt64 } from "./recorded-int64.ts";

/** Options that name files and types, as they are typed. */
interface NamingOptions {
  readonly style: string;
  readonly int64: Int64Type | undefined;
  /** The project folder. */
  readonly directory: string;
}

/**
 * What the path in an import cannot have in it: signs that mean something else in a URL, which Node takes it for, and those
 * that no file name has everywhere.
 */
const notImportable = /[#%?\p{Cc}<>:"|*\\]/u;

/** What the options mean together with what an earlier run has recorded, or the first problem with them. */
export function resolveNaming(
  { style, int64, directory }: NamingOptions,
  host: Host,
): Diagnostic | { readonly style: FileStyle; readonly int64: Int64Type } {
  const fileStyle = parseFileStyle(style);
  if (fileStyle === undefined) return diagnoseOption("GEN1010", { style });
  const [sign] = notImportable.exec(style) ?? [];
  if (sign !== undefined) return diagnoseOption("GEN1044", { style, sign });
  const recorded = recordedInt64(directory, host);
  if (recorded !== undefined && int64 !== undefined && int64 !== recorded) {
    return diagnoseOption("GEN1045", { asked: int64, recorded });
  }
  return { style: fileStyle, int64: int64 ?? recorded ?? defaultInt64Type };
}

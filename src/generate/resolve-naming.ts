import { diagnose, diagnoseOption } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { defaultInt64Type, int64Types } from "../emit/fastify/int64-type.ts";
import type { Int64Type } from "../emit/fastify/int64-type.ts";
import type { ModelExtra } from "../emit/cached-model/model-extras.ts";
import { defaultFileStyle, fileStylePattern, parseFileStyle } from "../emit/file-style.ts";
import type { FileStyle } from "../emit/file-style.ts";
import type { Host } from "../host/host.ts";
import { spanOf } from "../text/span.ts";
import { projectPackage } from "./project-package.ts";
import type { ProjectPackage } from "./project-package.ts";
import { resolveExtras } from "./resolve-extras.ts";

/** Options that name files and types, as they are typed. */
interface NamingOptions {
  /** Undefined for that of the project. */
  readonly style: string | undefined;
  readonly int64: Int64Type | undefined;
  readonly extras: readonly ModelExtra[] | undefined;
  /** The project folder. */
  readonly directory: string;
}

/** What these options mean in the project. */
export interface ResolvedNaming {
  readonly style: FileStyle;
  readonly int64: Int64Type;
  readonly extras: readonly ModelExtra[];
}

/**
 * What the path in an import cannot have in it: signs that mean something else in a URL, which Node takes it for, and those
 * that no file name has everywhere.
 */
const notImportable = /[#%?\p{Cc}<>:"|*\\]/u;

/** What the options mean together with what an earlier run has recorded in `package.json`, or the first problem with them. */
export function resolveNaming(
  { style, int64, extras, directory }: NamingOptions,
  host: Host,
): Diagnostic | ResolvedNaming {
  const project = projectPackage(directory, host);
  const fileStyle = resolveStyle(style, recordedStyle(project));
  if ("code" in fileStyle) return fileStyle;
  const recorded = project?.member("tsgoctl", "int64");
  const known = int64Types.find((type) => type === recorded);
  if (project !== undefined && recorded !== undefined && known === undefined) return unknownInt64(project, recorded);
  if (known !== undefined && int64 !== undefined && int64 !== known) {
    return diagnoseOption("GEN1045", { asked: int64, recorded: known });
  }
  const resolvedExtras = resolveExtras(extras, project);
  if ("code" in resolvedExtras) return resolvedExtras;
  return { style: fileStyle, int64: int64 ?? known ?? defaultInt64Type, extras: resolvedExtras };
}

function resolveStyle(asked: string | undefined, recorded: string | undefined): Diagnostic | FileStyle {
  const style = asked ?? recorded ?? fileStylePattern(defaultFileStyle);
  const fileStyle = parseFileStyle(style);
  if (fileStyle === undefined) return diagnoseOption("GEN1010", { style });
  const [sign] = notImportable.exec(style) ?? [];
  if (sign !== undefined) return diagnoseOption("GEN1044", { style, sign });
  // In another style the service would be made anew beside the logic that is written.
  if (recorded !== undefined && style !== recorded) return diagnoseOption("GEN1046", { style, recorded });
  return fileStyle;
}

/** The style in the script `generate`, which an earlier run has written. */
function recordedStyle(project: ProjectPackage | undefined): string | undefined {
  const script = project?.member("scripts", "generate");
  if (typeof script !== "string" || !/\btsgoctl api ts\b/u.test(script)) return undefined;
  const style = /\s--?style[\s=]+(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>\S+))/u.exec(script)?.groups;
  return style?.["quoted"]?.replaceAll(/\\(.)/gu, "$1") ?? style?.["plain"] ?? fileStylePattern(defaultFileStyle);
}

function unknownInt64({ source }: ProjectPackage, found: unknown): Diagnostic {
  const start = Math.max(source.text.indexOf('"int64"', source.text.indexOf('"tsgoctl"')), 0);
  return diagnose("GEN1047", spanOf(source, start, start + '"int64"'.length), { found: JSON.stringify(found) });
}

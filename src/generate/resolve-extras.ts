import { diagnose, diagnoseOption } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { modelExtras } from "../emit/cached-model/model-extras.ts";
import type { ModelExtra } from "../emit/cached-model/model-extras.ts";
import { spanOf } from "../text/span.ts";
import type { ProjectPackage } from "./project-package.ts";

/** What models have beyond the methods by key: what is asked for, or what an earlier run has recorded in `package.json`. */
export function resolveExtras(
  asked: readonly ModelExtra[] | undefined,
  project: ProjectPackage | undefined,
): Diagnostic | readonly ModelExtra[] {
  const recorded = project?.member("tsgoctl", "with");
  if (project === undefined || recorded === undefined) return ordered(asked ?? []);
  const known = knownExtras(recorded);
  if (known === undefined) return unknownExtras(project, recorded);
  if (asked !== undefined && ordered(asked).join() !== known.join()) {
    return diagnoseOption("GEN1095", { asked: told(asked), recorded: told(known) });
  }
  return known;
}

function knownExtras(recorded: unknown): readonly ModelExtra[] | undefined {
  const isKnown = Array.isArray(recorded) && recorded.every((name) => modelExtras.some((extra) => extra === name));
  return isKnown ? modelExtras.filter((extra) => recorded.includes(extra)) : undefined;
}

function ordered(extras: readonly ModelExtra[]): readonly ModelExtra[] {
  return modelExtras.filter((extra) => extras.includes(extra));
}

function told(extras: readonly ModelExtra[]): string {
  return extras.length === 0 ? "nothing" : ordered(extras).join(",");
}

function unknownExtras({ source }: ProjectPackage, found: unknown): Diagnostic {
  const start = Math.max(source.text.indexOf('"with"', source.text.indexOf('"tsgoctl"')), 0);
  return diagnose("GEN1096", spanOf(source, start, start + '"with"'.length), { found: JSON.stringify(found) });
}

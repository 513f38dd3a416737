import { InvalidArgumentError, Option } from "commander";
import { modelExtras } from "../emit/cached-model/model-extras.ts";
import type { ModelExtra } from "../emit/cached-model/model-extras.ts";

/** `--with`, which a project records for later runs. */
export function withOption(): Option {
  const names = modelExtras.join(", ");
  const description = `methods beyond those by key: ${names} (repeatable; default: as before, or none)`;
  return new Option("--with <names>", description).argParser(extrasOf);
}

/** Comma lists, given once or several times, as one list. */
function extrasOf(value: string, previous: readonly ModelExtra[] = []): readonly ModelExtra[] {
  const given = value.split(",").map((name) => {
    const extra = modelExtras.find((known) => known === name.trim());
    if (extra === undefined) throw new InvalidArgumentError(`Allowed are ${modelExtras.join(", ")}.`);
    return extra;
  });
  return [...previous, ...given];
}

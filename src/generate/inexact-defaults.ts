import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Int64Type } from "../emit/fastify/int64-type.ts";
import type { ApiSpec, Field, Type } from "../model/api-spec.ts";
import { defaultItems } from "../model/default-items.ts";
import { fieldsIn } from "./fields-in.ts";

/** Defaults of 64-bit integers that would lose digits where these are numbers; any request with such a value is refused. */
export function inexactDefaults({ types }: ApiSpec, int64: Int64Type): readonly Diagnostic[] {
  if (int64 !== "number") return [];
  return types.flatMap(({ members }) => fieldsIn(members)).flatMap(checkField);
}

function checkField({ name, span, tag, type }: Field): readonly Diagnostic[] {
  const texts = tag.bindings.flatMap((binding) => (binding.default === undefined ? [] : [binding.default]));
  const value = texts.flatMap((text) => integersIn(text, type)).find((text) => !Number.isSafeInteger(Number(text)));
  return value === undefined ? [] : [diagnose("GEN1090", span, { field: name, value })];
}

function integersIn(text: string, type: Type): readonly string[] {
  switch (type.kind) {
    case "pointer":
      return integersIn(text, type.target);
    case "array":
      return defaultItems(text).flatMap((item) => integersIn(item, type.element));
    case "primitive":
      return /^u?int(?:64|ptr)?$/u.test(type.name) ? [text] : [];
    case "any":
    case "time":
    case "file":
    case "map":
    case "reference":
    case "struct":
      return [];
  }
}

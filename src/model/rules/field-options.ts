import type { TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../text/span.ts";
import type { Binding, PrimitiveName, Range } from "../api-spec.ts";
import { isNumber, primitiveOf } from "../api-type.ts";
import type { Contract, ReadField } from "../contract.ts";
import { unaliased } from "../unaliased.ts";

/** The options of a tag fit the field's type and each other; go-zero finds out only when a request comes. */
export function fieldOptions(contract: Contract): readonly Diagnostic[] {
  return [...contract.fields.values()].flatMap(([field]) => (field === undefined ? [] : checkField(contract, field)));
}

function checkField(contract: Contract, { name, node, tag }: ReadField): readonly Diagnostic[] {
  const span = node.tag?.span ?? name.span;
  const type = scalarOf(contract, node.type);
  return tag.bindings.flatMap((binding) => [
    ...checkRange(binding, type, name.text, span),
    ...checkDefault(binding, type, span),
  ]);
}

/** Undefined for structs, lists and maps, where range and options have no effect and a default is a text of its own. */
function scalarOf(contract: Contract, written: TypeNode): PrimitiveName | undefined {
  const type = unaliased(contract, written);
  if (type.kind === "pointer") return scalarOf(contract, type.target);
  return type.kind === "name" ? primitiveOf(type.name) : undefined;
}

function checkRange(
  { range }: Binding,
  type: PrimitiveName | undefined,
  field: string,
  span: Span,
): readonly Diagnostic[] {
  if (range === undefined || type === undefined || isNumber(type)) return [];
  return [diagnose("API2020", span, { field })];
}

function checkDefault(binding: Binding, type: PrimitiveName | undefined, span: Span): readonly Diagnostic[] {
  const { default: value, options, range } = binding;
  if (value === undefined || type === undefined) return [];
  if (!isValueOf(value, type)) return [diagnose("API2023", span, { value, type })];
  if (options !== undefined && !options.includes(value)) {
    return [diagnose("API2021", span, { value, options: options.join("|") })];
  }
  if (range !== undefined && isNumber(type) && !isInRange(Number(value), range)) {
    return [diagnose("API2022", span, { value, range: rangeText(range) })];
  }
  return [];
}

function isValueOf(text: string, type: PrimitiveName): boolean {
  if (type === "bool") return /^(?:true|false|0|1)$/i.test(text);
  if (type.startsWith("float")) return text.trim() !== "" && !Number.isNaN(Number(text));
  if (!isNumber(type)) return true;
  const isUnsigned = type.startsWith("uint") || type === "byte";
  return isUnsigned ? /^\d+$/.test(text) : /^[+-]?\d+$/.test(text);
}

function isInRange(value: number, { minimum, minimumIncluded, maximum, maximumIncluded }: Range): boolean {
  if (minimum !== undefined && (minimumIncluded ? value < minimum : value <= minimum)) return false;
  return maximum === undefined || (maximumIncluded ? value <= maximum : value < maximum);
}

function rangeText({ minimum, minimumIncluded, maximum, maximumIncluded }: Range): string {
  return `${minimumIncluded ? "[" : "("}${minimum ?? ""}:${maximum ?? ""}${maximumIncluded ? "]" : ")"}`;
}

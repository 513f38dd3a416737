import type { TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { repeated } from "../../text/repeated.ts";
import type { Span } from "../../text/span.ts";
import type { Binding, PrimitiveName, Range } from "../api-spec.ts";
import { isNumber, primitiveOf } from "../api-type.ts";
import type { Contract, ReadField } from "../contract.ts";
import { defaultItems } from "../default-items.ts";
import { unaliased } from "../unaliased.ts";

/** The options of a tag fit the field's type and each other; go-zero finds out only when a request comes. */
export function fieldOptions(contract: Contract): readonly Diagnostic[] {
  return [...contract.fields.values()].flatMap(([field]) => (field === undefined ? [] : checkField(contract, field)));
}

function checkField(contract: Contract, { name, node, tag }: ReadField): readonly Diagnostic[] {
  const span = node.tag?.span ?? name.span;
  const type = scalarOf(contract, node.type);
  const written = defaultType(contract, node.type);
  return tag.bindings.flatMap((binding) => [
    ...checkRange(binding, type, name.text, span),
    ...checkOptions(binding, type, span),
    ...checkDefault(binding, type, span),
    ...(written === undefined ? [] : checkWrittenDefault(binding, written, span)),
  ]);
}

/** Undefined for structs, lists and maps, where range and options have no effect. */
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
  if (range === undefined || type === undefined) return [];
  if (!isNumber(type)) return [diagnose("API2020", span, { field })];
  return isHeld(range, type) ? [] : [diagnose("API2053", span, { range: rangeText(range), type })];
}

/** Whether a number of the type can be at both ends of a range; floats can be anywhere. */
function isHeld({ minimum, minimumIncluded, maximum, maximumIncluded }: Range, type: PrimitiveName): boolean {
  const bits = bitsOf(type);
  if (bits === undefined) return true;
  const lowest = isUnsigned(type) ? 0 : -(2 ** (bits - 1));
  const beyond = 2 ** (isUnsigned(type) ? bits : bits - 1);
  const isLowHeld = minimum === undefined || minimum >= (minimumIncluded ? lowest : lowest - 1);
  // As floats, the largest 64-bit number and the one behind it are the same.
  const highest = bits === 64 || !maximumIncluded ? beyond : beyond - 1;
  return isLowHeld && (maximum === undefined || maximum <= highest);
}

/** Undefined for floats. */
function bitsOf(type: PrimitiveName): number | undefined {
  if (type.startsWith("float")) return undefined;
  if (type === "byte") return 8;
  return Number(/\d+$/.exec(type)?.[0] ?? (type === "rune" ? 32 : 64));
}

function isUnsigned(type: PrimitiveName): boolean {
  return type.startsWith("uint") || type === "byte";
}

function checkOptions({ options = [] }: Binding, type: PrimitiveName | undefined, span: Span): readonly Diagnostic[] {
  const odd = type === undefined ? undefined : options.find((value) => !isValueOf(value, type));
  return [
    ...repeated(options).map((value) => diagnose("API2054", span, { value })),
    ...(odd === undefined || type === undefined ? [] : [diagnose("API2052", span, { value: odd, type })]),
  ];
}

function checkDefault(binding: Binding, type: PrimitiveName | undefined, span: Span): readonly Diagnostic[] {
  const { default: value, options, range } = binding;
  if (value === undefined || type === undefined || !isValueOf(value, type)) return [];
  if (options !== undefined && !options.includes(value)) {
    return [diagnose("API2021", span, { value, options: options.join("|") })];
  }
  if (range !== undefined && isNumber(type) && !isInRange(Number(value), range)) {
    return [diagnose("API2022", span, { value, range: rangeText(range) })];
  }
  return [];
}

/** How the text of a default is read. */
interface DefaultType {
  /** Whether the text is a list of such values. */
  readonly isList: boolean;
  readonly name: PrimitiveName | "time.Time" | "[]byte";
}

/** Undefined for structs and maps, and for lists of anything but texts, numbers and booleans. */
function defaultType(contract: Contract, written: TypeNode): DefaultType | undefined {
  const type = unaliased(contract, written);
  if (type.kind === "pointer") return defaultType(contract, type.target);
  const isList = type.kind === "array";
  const scalar = scalarOf(contract, isList ? type.element : type);
  const isBytes = isList && type.length === "" && (scalar === "byte" || scalar === "uint8");
  if (isBytes) return { isList: false, name: "[]byte" };
  if (scalar !== undefined) return { isList, name: scalar };
  const value = isList ? unaliased(contract, type.element) : type;
  return value.kind === "member" ? { isList, name: "time.Time" } : undefined;
}

/** A default of another type would be found out with the first request that leaves the field out, or at the start of the service. */
function checkWrittenDefault(
  { default: text }: Binding,
  { isList, name }: DefaultType,
  span: Span,
): readonly Diagnostic[] {
  if (text === undefined) return [];
  const values = isList ? defaultItems(text) : [text];
  const odd = values.find((value) => !isDefaultOf(value, name));
  return odd === undefined ? [] : [diagnose("API2023", span, { value: odd, type: name })];
}

function isDefaultOf(text: string, type: DefaultType["name"]): boolean {
  if (type === "time.Time") return isTime(text);
  return type === "[]byte" ? text.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(text) : isValueOf(text, type);
}

function isValueOf(text: string, type: PrimitiveName): boolean {
  if (type === "bool") return /^(?:true|false|0|1)$/i.test(text);
  if (type.startsWith("float")) return isDecimal(text) && Number.isFinite(floatOf(text, type));
  if (!isNumber(type)) return true;
  return (isUnsigned(type) ? /^\d+$/ : /^[+-]?\d+$/).test(text) && isWithinBits(text, type);
}

/** RFC 3339, of a day that there is. */
function isTime(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)$/.test(text)) return false;
  const day = text.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function isDecimal(text: string): boolean {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text);
}

function floatOf(text: string, type: PrimitiveName): number {
  return type === "float32" ? Math.fround(Number(text)) : Number(text);
}

/** Whether an integer fits into its type; the numbers are exact. */
function isWithinBits(text: string, type: PrimitiveName): boolean {
  const bits = BigInt(bitsOf(type) ?? 64);
  const value = BigInt(text.replace("+", ""));
  const beyond = 2n ** (isUnsigned(type) ? bits : bits - 1n);
  return value < beyond && value >= (isUnsigned(type) ? 0n : -beyond);
}

function isInRange(value: number, { minimum, minimumIncluded, maximum, maximumIncluded }: Range): boolean {
  if (minimum !== undefined && (minimumIncluded ? value < minimum : value <= minimum)) return false;
  return maximum === undefined || (maximumIncluded ? value <= maximum : value < maximum);
}

function rangeText({ minimum, minimumIncluded, maximum, maximumIncluded }: Range): string {
  return `${minimumIncluded ? "[" : "("}${minimum ?? ""}:${maximum ?? ""}${maximumIncluded ? "]" : ")"}`;
}

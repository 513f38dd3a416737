import type { Binding, Field, Member, Type } from "../../../src/model/api-spec.ts";

// This file is copied into the services that answer with what was bound; it has no imports but types.

/** What a route's request is made of, all embedded structs flattened, and the structs that it leads to. */
export interface RequestShape {
  readonly fields: readonly Field[];
  readonly structs: Readonly<Record<string, readonly Field[]>>;
}

type Part = Binding["source"];
type Values = Record<string, unknown>;

/** What go-zero's echo services answer: every field under its wire name, with Go's zero value where nothing was bound. */
export function echo({ fields, structs }: RequestShape, request: object | undefined): Record<string, Values> {
  const parts: Partial<Record<Part, Values>> = {};
  for (const field of fields) {
    const value = shown(field.type, Reflect.get(request ?? {}, propertyOf(field)), structs);
    for (const { source, name } of shownBindings(field)) {
      const part = (parts[source] ??= {});
      part[name] = value;
    }
  }
  return parts;
}

/** The fields of a route's path as texts, which is what go-zero's routing service answers with. */
export function pathTexts({ fields }: RequestShape, request: object): Record<string, string> | undefined {
  const bindings = fields.flatMap((field) => field.tag.bindings.map((binding) => ({ field, binding })));
  const inPath = bindings.filter(({ binding }) => binding.source === "path");
  if (inPath.length === 0) return undefined;
  return Object.fromEntries(
    inPath.map(({ field, binding }) => [binding.name, String(Reflect.get(request, propertyOf(field)))]),
  );
}

/** A field with `json:"-"` is shown under that name, as go-zero's services did. */
function shownBindings({ tag }: Field): readonly Pick<Binding, "source" | "name">[] {
  return tag.bindings.length > 0 ? tag.bindings : [{ source: "json", name: "-" }];
}

/** The property's name, as `fieldProperty` gives it. */
function propertyOf({ name, tag }: Field): string {
  const json = tag.bindings.find((binding) => binding.source === "json");
  if (json !== undefined) return json.name;
  const [first] = tag.bindings;
  if (first !== undefined && /^[A-Za-z_$][\w$]*$/.test(first.name)) return first.name;
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

function shown(type: Type, value: unknown, structs: RequestShape["structs"]): unknown {
  if (value === undefined || value === null) return nothing(type, structs);
  switch (type.kind) {
    case "primitive":
    case "time":
    case "any":
    case "file":
      return value;
    case "array":
      return shownList(type, value, structs);
    case "map":
      return shownMap(type.value, value, structs);
    case "pointer":
      return shown(type.target, value, structs);
    case "reference":
      return shownStruct(structs[type.name], value, structs);
    case "struct":
      return shownStruct(ownFields(type.members), value, structs);
  }
}

/** Go's zero value. */
function nothing(type: Type, structs: RequestShape["structs"]): unknown {
  switch (type.kind) {
    case "primitive":
      return zero(type.name);
    case "time":
      return "0001-01-01T00:00:00Z";
    case "array":
      return type.length === undefined
        ? null
        : Array.from({ length: type.length }, () => nothing(type.element, structs));
    case "any":
    case "file":
    case "map":
    case "pointer":
      return null;
    case "reference":
    case "struct":
      return shown(type, {}, structs);
  }
}

function zero(primitive: string): unknown {
  if (primitive === "string") return "";
  return primitive === "bool" ? false : 0;
}

/** Bytes are a text. */
function shownList({ element }: Type & { readonly kind: "array" }, value: unknown, structs: RequestShape["structs"]) {
  return Array.isArray(value) ? value.map((item) => shown(element, item, structs)) : value;
}

function shownMap(type: Type, value: unknown, structs: RequestShape["structs"]): unknown {
  return Object.fromEntries(Object.entries(Object(value)).map(([key, item]) => [key, shown(type, item, structs)]));
}

function shownStruct(fields: readonly Field[] | undefined, value: unknown, structs: RequestShape["structs"]): unknown {
  const entries = (fields ?? []).map((field) => {
    const property = propertyOf(field);
    return [property, shown(field.type, Reflect.get(Object(value), property), structs)];
  });
  return Object.fromEntries(entries);
}

function ownFields(members: readonly Member[]): readonly Field[] {
  return members.filter((member) => member.kind === "field");
}

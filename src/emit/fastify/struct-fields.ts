import { fieldProperty } from "../../model/field-property.ts";
import type { ApiSpec, Binding, Field, Member, Source } from "../../model/api-spec.ts";

/** The members of every declared struct by its name. */
export type Structs = ReadonlyMap<string, readonly Member[]>;

export function structsOf(spec: ApiSpec): Structs {
  return new Map(spec.types.map((type) => [type.name, type.members]));
}

/** A field together with what one of its sources says of it. */
export interface BoundField {
  readonly field: Field;
  readonly binding: Binding;
}

// Each struct is asked for by every struct, route and schema that leads to it.
const known = new WeakMap<readonly Member[], readonly Field[]>();

/**
 * Every field of a struct, those of embedded structs in their place; a field of the struct itself hides an embedded one, and
 * one that comes in on several ways is there once.
 */
export function flatFields(structs: Structs, members: readonly Member[]): readonly Field[] {
  const fields = known.get(members) ?? [...new Set(visibleFields(structs, members))];
  known.set(members, fields);
  return fields;
}

function visibleFields(structs: Structs, members: readonly Member[]): readonly Field[] {
  const own = new Set(members.filter((member) => member.kind === "field").map(fieldProperty));
  return members.flatMap((member) => {
    if (member.kind === "field") return [member];
    return flatFields(structs, structs.get(member.name) ?? []).filter((field) => !own.has(fieldProperty(field)));
  });
}

/** The fields that one source fills, with the options that hold there. */
export function fieldsFrom(source: Source, fields: readonly Field[]): readonly BoundField[] {
  return fields.flatMap((field) => {
    const binding = field.tag.bindings.find((candidate) => candidate.source === source);
    return binding === undefined ? [] : [{ field, binding }];
  });
}

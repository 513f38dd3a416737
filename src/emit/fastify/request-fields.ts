import { flatFields } from "./struct-fields.ts";
import type { Structs } from "./struct-fields.ts";
import type { Field, Route } from "../../model/api-spec.ts";

/** The fields of a route's request, those of embedded structs included; none if the request is a body without fields of its own. */
export function requestFields({ request }: Route, structs: Structs): readonly Field[] {
  return request?.kind === "reference" ? flatFields(structs, structs.get(request.name) ?? []) : [];
}

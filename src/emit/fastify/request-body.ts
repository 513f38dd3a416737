import { requestFields } from "./request-fields.ts";
import { fieldsFrom } from "./struct-fields.ts";
import type { Structs } from "./struct-fields.ts";
import type { Route, Type } from "../../model/api-spec.ts";

/** What a route reads from its JSON body: the JSON fields of a struct, or a value of another type; undefined for nothing. */
export function requestBody(route: Route, structs: Structs): Type | undefined {
  if (route.request?.kind !== "reference") return route.request;
  return fieldsFrom("json", requestFields(route, structs)).length > 0 ? route.request : undefined;
}

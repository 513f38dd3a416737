import { error } from "../entry.ts";

/** `API1xxx` syntax, `API2xxx` types and fields, `API3xxx` services and routes, `API4xxx` imports. */
export const apiCatalogue = {
  API3002: error(
    ({ route }: { route: string }) => `route ${route} is declared twice`,
    "Two routes with the same method and path cannot both be served. Remove one or change its path.",
  ),
};

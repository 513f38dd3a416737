import { error, warning } from "../entry.ts";
import { apiSyntaxCatalogue } from "./api-syntax.ts";
import { apiTypesCatalogue } from "./api-types.ts";

/** `API1xxx` syntax, `API2xxx` types and fields, `API3xxx` services and routes, `API4xxx` imports. */
export const apiCatalogue = {
  ...apiSyntaxCatalogue,
  ...apiTypesCatalogue,

  API3001: error(
    ({ handler, group }: { handler: string; group: string }) =>
      `handler ${handler} is declared twice in ${group === "" ? "the service" : `group ${group}`}`,
    "Handler and logic files are named after it, without regard to case and to a `Handler` at its end.",
  ),
  API3002: error(
    ({ route }: { route: string }) => `route ${route} is declared twice`,
    "Two routes with the same method and path cannot both be served; names of path parameters make no difference.",
  ),
  API3003: error(
    ({ name }: { name: string }) => `expected a handler name with more in it than ${name}`,
    "The suffix is dropped to name the files, and nothing would be left.",
  ),
  API3004: warning(
    ({ parameter, route }: { parameter: string; route: string }) =>
      `no field of the request reads path parameter ${parameter} of ${route}`,
    'The logic cannot see the value. Give the request type a field with the tag `path:"…"`.',
  ),
  API3005: error(
    ({ name, route }: { name: string; route: string }) => `path of ${route} has no parameter :${name}`,
    "The field is required and bound to the path, so that every request would be refused.",
  ),
  API3006: error(
    ({ found }: { found: string }) => `expected a struct, a list or a map as request, found ${found}`,
    "Path, query, headers and body are read into the fields of a struct; a list or a map is the whole body.",
  ),
  API3007: error(
    ({ found }: { found: string }) => `expected a type name, a pointer, a list or a map as response, found ${found}`,
    "Declare a struct for it and return that.",
  ),
  API3008: error(
    ({ route }: { route: string }) => `route ${route} sends events but returns no type`,
    "With `sse: true` the response type is the type of each event.",
  ),
  API3009: error(
    ({ name, other }: { name: string; other: string }) => `expected service ${other}, found ${name}`,
    "All service blocks of a contract, imported ones included, belong to one service.",
  ),
  API3010: error(
    ({ file }: { file: string }) => `no route in ${file} or its imports`,
    "A contract needs a `service` block with at least one route.",
  ),
  API3011: warning(
    ({ key }: { key: string }) => `unknown @server key ${key}`,
    "It has no effect on the generated service; it is handed to plugins as it is.",
  ),
  API3012: error(
    ({ key }: { key: string }) => `@server key ${key} is given twice`,
    "go-zero takes the last for some purposes and the first for others.",
  ),
  API3013: error(
    ({ group }: { group: string }) => `expected a folder name such as user/admin as group, found ${group}`,
    "The group is a folder below `internal/handler`; it must not lead out of it.",
  ),
  API3014: error(
    ({ value }: { value: string }) => `expected a duration such as 3s or 1m30s, found ${value}`,
    "Units are h, m, s, ms, µs and ns, from big to small, each at most once.",
  ),
  API3015: error(
    ({ value }: { value: string }) => `expected a number of bytes, found ${value}`,
    "The value of `maxBytes` is a whole number; KB, MB and GB behind it are taken as powers of 1024.",
  ),
  API3016: error(
    ({ key, value }: { key: string; value: string }) => `expected true or false for ${key}, found ${value}`,
    "go-zero takes every other word for false without saying so.",
  ),
  API3018: error(
    ({ key, value }: { key: string; value: string }) =>
      `expected the name of a config section for ${key}, found ${value}`,
    "The secret is read from the section of that name, such as `Auth`.",
  ),
  API3019: error(
    ({ value }: { value: string }) => `expected a middleware name, found ${value}`,
    "Middlewares are names with commas between them.",
  ),
  API3020: error(
    ({ parameter }: { parameter: string }) => `path parameter ${parameter} is used twice`,
    "Only one of the two values could be read.",
  ),
  API3021: warning(
    ({ value, bytes }: { value: string; bytes: number }) => `${value} is read as ${bytes} bytes`,
    "goctl takes a number without a unit only; write that number if it is to read the contract too.",
  ),
  API3030: warning(
    ({ route, method }: { route: string; method: string }) =>
      `route ${route} reads a body, which clients do not send with ${method}`,
    "Browsers and many libraries refuse to send one, and proxies drop it. Read the fields from the query (`form`), or use `post`.",
  ),
  API3031: warning(
    ({ key, other }: { key: string; other: string }) => `info key ${key} differs from ${other} only in case`,
    "OpenAPI takes the keys without regard to case, so that only one of the two values is used.",
  ),
  API3032: error(
    ({ name, other }: { name: string; other: string }) => `middleware ${name} would be in the file of ${other}`,
    "Files and classes are named after a middleware without regard to case, `_` and a `Middleware` at its end. Write one name everywhere.",
  ),
  API3033: error(
    ({ name }: { name: string }) => `middleware ${name} would be in the file of the token check that jwt asks for`,
    "`jwtmiddleware.ts` is generated wherever a route has `jwt`. Give the middleware another name.",
  ),
  API3034: warning(
    ({ name, other }: { name: string; other: string }) => `service ${name} is taken for ${other}`,
    "Names that differ in `-api` alone name the same entry file. go-zero refuses the contract; write one name everywhere.",
  ),
  API3035: warning(
    ({ name }: { name: string }) => `middleware ${name} is named twice in one list`,
    "It runs twice for each request of these routes. Name it once.",
  ),
  API3036: warning(
    ({ value }: { value: string }) => `a name is missing between the commas of ${value}`,
    "The middlewares that are named are used. Leave the comma out, or write the name that is missing.",
  ),
  API3037: warning(
    ({ prefix, read }: { prefix: string; read: string }) => `prefix ${prefix} is read as ${read}`,
    "The dots are resolved as in a file system, as go-zero does it. Write the path that is served.",
  ),
  API3040: error(
    ({ route, first, second }: { route: string; first: string; second: string }) =>
      `route ${route} answers with ${first} and with ${second}`,
    "With `download: true` or `redirect: true` the logic returns the whole answer, and the route has no `returns`.",
  ),

  API4001: error(
    ({ path }: { path: string }) => `imported file ${path} does not exist`,
    "The path of an import is resolved from the folder of the file that it stands in.",
  ),
  API4002: error(({ path }: { path: string }) => `import ${path} is a folder`, "An import names a single `.api` file."),
  API4003: error(
    ({ path, reason }: { path: string; reason: string }) => `imported file ${path} cannot be read: ${reason}`,
    "The file is there, but the machine refused to hand it out.",
  ),
  API4004: warning(
    ({ path }: { path: string }) => `imported file ${path} is empty`,
    "Nothing is gained by the import; most often the file was not saved. goctl refuses it.",
  ),
  API4005: error(
    ({ path }: { path: string }) => `file ${path} imports itself`,
    "Move what both files need into a third one.",
  ),
  API4006: warning(
    ({ path }: { path: string }) => `file ${path} is imported twice`,
    "It is read once, so that the second import changes nothing. goctl refuses it in the main file if both are spelled alike. Different files may import the same file.",
  ),
  API4007: error(
    ({ path }: { path: string }) => `expected an import that ends in .api, found "${path}"`,
    "Only `.api` files can be imported.",
  ),
  API4008: error(
    ({ value, expected }: { value: string; expected: string }) => `expected syntax ${expected}, found ${value}`,
    'All files of a contract have the same `syntax`; a file without one has "v1".',
  ),
};

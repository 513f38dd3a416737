import { error, warning } from "../entry.ts";

/** `API1xxx` syntax, `API2xxx` types and fields, `API3xxx` services and routes, `API4xxx` imports. */
export const apiCatalogue = {
  API1001: error(
    ({ expected, found }: { expected: string; found: string }) => `expected ${expected}, found ${found}`,
    "The text does not follow the grammar of `.api` files at this place.",
  ),
  API1002: error(
    ({ characters }: { characters: string }) => `unexpected ${characters}`,
    "Outside of comments and quoted texts only ASCII letters, digits and the punctuation of the language may stand.",
  ),
  API1003: error(
    ({ annotation }: { annotation: string }) => `unknown annotation ${annotation}`,
    "The annotations are `@doc`, `@handler`, `@jwt` and `@server`, in lower case and without a space behind the `@`.",
  ),
  API1004: error(
    ({ what }: { what: string }) => `${what} is not closed`,
    "The rest of the file is taken for a part of it. Quoted texts know no escapes: they end at the next quote.",
  ),
  API1005: error(
    ({ limit }: { limit: number }) => `nested more than ${limit} levels deep`,
    "No contract needs such depth, and refusing it keeps the generator from running out of memory on damaged files.",
  ),
  API1006: error(
    ({ key }: { key: string }) => `expected a value for ${key}, found none`,
    'Every key of `info`, `@doc` and `@server` has a value; an empty one is written `""`.',
  ),
  API1007: error(
    ({ key }: { key: string }) =>
      `expected one value for ${key}; put it in quotes if it has spaces or other signs in it`,
    "A value of `@server` is a quoted text, a word, a path, or words with commas between them.",
  ),
  API1008: error(
    ({ path, reason }: { path: string; reason: string }) => `path ${path} cannot be served: ${reason}`,
    "A segment is a word of letters, digits and `_`, with single `-` or `.` inside, or `:` and such a word.",
  ),
  API1009: error(
    ({ route }: { route: string }) => `route ${route} has no @handler`,
    "Each route is preceded by its own `@handler Name`, which names the handler and logic files.",
  ),
  API1010: error(
    ({ annotation }: { annotation: string }) => `${annotation} belongs to no route`,
    "An annotation inside a service holds for the route that follows it; here none follows.",
  ),
  API1011: error(
    ({ annotation }: { annotation: string }) => `${annotation} is given twice for one route`,
    "Most often the route between the two was forgotten.",
  ),
  API1012: error(
    ({ statement }: { statement: string }) => `${statement} stands twice in one file`,
    "A file has at most one `syntax` and one `info` statement.",
  ),
  API1013: error(
    ({ key }: { key: string }) => `key ${key} is given twice`,
    "Only one of the two values could be used, and which one is not to be seen from the text.",
  ),
  API1014: warning(
    ({ path }: { path: string }) => `"//" right behind ${path} starts a comment`,
    "The rest of the line is not part of the path. Write one slash, or put a space before the comment.",
  ),
  API1015: warning(
    ({ value }: { value: string }) => `expected syntax "v1", found ${value}`,
    "There is only one version of the language; the file is read as that one.",
  ),
  API1016: warning(
    () => `the word "struct" is from an older dialect`,
    "A type is declared by its name and its fields: `LoginReq { … }`. goctl refuses the word; `tsgoctl api format --fix` takes it out.",
  ),
  API1017: warning(
    ({ key }: { key: string }) => `no colon between ${key} and its value`,
    "It was left out in an older dialect. goctl asks for it; `tsgoctl api format --fix` writes it.",
  ),
  API1018: warning(
    () => "a value without quotes",
    "In an older dialect a value went up to the end of the line. goctl takes a single word or a text in quotes; `tsgoctl api format --fix` writes the quotes.",
  ),
  API1019: warning(
    () => "the handler is named by a key of @server",
    "That is from an older dialect, which had no `@handler`. goctl asks for `@handler Name`; `tsgoctl api format --fix` rewrites it.",
  ),
  API1020: warning(
    ({ found, method }: { found: string; method: string }) => `expected ${method}, found ${found}`,
    "Methods are written in lower case; goctl refuses others, and `tsgoctl api format --fix` rewrites them.",
  ),
  API1021: warning(
    ({ annotation }: { annotation: string }) => `${annotation} stands behind @handler`,
    "`@handler` comes last, straight above its route. goctl refuses other orders; `tsgoctl api format --fix` rewrites them.",
  ),
  API1022: warning(
    ({ path }: { path: string }) => `expected path ${path} without quotes`,
    "A path is written as it is. goctl refuses the quotes; `tsgoctl api format --fix` takes them out.",
  ),
  API1023: warning(
    () => "@doc with its text in parentheses",
    'That is from an older dialect. goctl asks for `@doc "text"`; `tsgoctl api format --fix` rewrites it.',
  ),
  API1024: warning(
    () => "a second @server before one service",
    "Their keys are taken together. goctl asks for a single one, so put the keys into the first.",
  ),
  API1025: warning(
    () => `";" has no meaning here`,
    "Only a route may end with one. goctl refuses others; `tsgoctl api format --fix` takes them out.",
  ),
  API1026: warning(
    () => "the file starts with a byte order mark",
    "Some editors write this invisible character. goctl refuses it; `tsgoctl api format` takes it out.",
  ),
  API1027: error(
    ({ name }: { name: string }) => `expected a line break before ${name}`,
    "A field has one type, and a name that stands alone embeds that struct; it starts a line of its own.",
  ),
  API1028: error(
    ({ limit }: { limit: number }) => `more than ${limit} words and signs in one file`,
    "No contract is that long, and refusing it keeps a damaged file from taking much time and memory. Split it, and import the parts.",
  ),
  API1029: warning(
    ({ path }: { path: string }) => `white space in a path, which is read as ${path}`,
    "It has no meaning in a path; `tsgoctl api format` takes it out.",
  ),

  API2001: error(
    ({ name }: { name: string }) => `type ${name} is declared twice`,
    "All files of a contract share one name space for types.",
  ),
  API2002: error(
    ({ name }: { name: string }) => `type ${name} is not declared`,
    "It is neither a base type nor declared in this file or one that it is imported with.",
  ),
  API2003: error(
    ({ name, found }: { name: string; found: string }) =>
      `expected a struct, a base type, a list or a map for type ${name}, found ${found}`,
    "Use the type itself in the fields. A name for `any` or for a pointer says nothing about what is sent.",
  ),
  API2004: error(
    ({ name }: { name: string }) => `expected a type name, found ${name}, which is a Go keyword`,
    "A contract is also read by go-zero, where such a type could not be written.",
  ),
  API2005: error(
    ({ name }: { name: string }) => `type ${name} has the name of a base type`,
    "A reference would still mean the base type, so that the declared one could never be used.",
  ),
  API2006: error(
    ({ name, other }: { name: string; other: string }) => `type ${name} differs from ${other} only in case`,
    "Both would become one type in Go and one file or name for tools that ignore case.",
  ),
  API2007: error(
    ({ name }: { name: string }) => `field ${name} is declared twice`,
    "A struct has one field of a name.",
  ),
  API2008: error(
    ({ source, name }: { source: string; name: string }) => `${source} name ${name} is used by two fields`,
    "Only one of the fields could receive the value. Fields without a name in their tag use the Go name.",
  ),
  API2009: error(
    ({ path }: { path: string }) => `type ${path} contains itself`,
    "A value of it would be infinite. Use a pointer, a list or a map at one place of the circle.",
  ),
  API2010: error(
    ({ name }: { name: string }) => `expected a struct to embed, found ${name}`,
    "A name without a type on the same line embeds that struct. If a field was meant, give it a type.",
  ),
  API2011: error(
    ({ length }: { length: string }) => `expected an array length as a number up to 65536, found ${length}`,
    "Write `[]T` for a list of any length.",
  ),
  API2012: error(
    ({ found }: { found: string }) => `expected a string, number or bool as map key, found ${found}`,
    "The keys of a JSON object are texts; only these types can be written as one.",
  ),
  API2013: error(
    ({ place }: { place: string }) => `expected a named type in ${place}, found a struct`,
    "A struct without a name can only be the type of a field. Declare it with a name and use that.",
  ),
  API2014: error(
    ({ name }: { name: string }) => `struct of field ${name} has no fields`,
    "Use a declared empty type, or `interface{}` for any value.",
  ),
  API2015: error(
    ({ name }: { name: string }) => `expected a type of this contract or time.Time, found ${name}`,
    "A contract cannot name types of Go packages, time.Time excepted.",
  ),
  API2016: error(
    ({ found }: { found: string }) => `expected a tag such as json:"name", found ${found}`,
    'A tag is a list of `key:"value"` with spaces between them.',
  ),
  API2017: error(({ key }: { key: string }) => `tag key ${key} is given twice`, "Go reads only the first of the two."),
  API2018: warning(
    ({ option }: { option: string }) => `unknown tag option ${option}`,
    "It has no effect. Known are optional, omitempty, string, inherit, default=, options=, range= and env=.",
  ),
  API2019: error(
    ({ range }: { range: string }) => `expected a range such as [1:5) with a value in it, found ${range}`,
    "go-zero would refuse every request because of it.",
  ),
  API2020: error(
    ({ field }: { field: string }) => `range on field ${field}, which is not a number`,
    "go-zero would refuse every given value.",
  ),
  API2021: warning(
    ({ value, options }: { value: string; options: string }) => `default ${value} is not one of the options ${options}`,
    "The service takes the default as it is, but a client cannot send that value itself.",
  ),
  API2022: warning(
    ({ value, range }: { value: string; range: string }) => `default ${value} is outside the range ${range}`,
    "The service takes the default as it is, but a client cannot send that value itself.",
  ),
  API2023: error(
    ({ value, type }: { value: string; type: string }) => `expected a default of type ${type}, found ${value}`,
    "go-zero would answer an error to every request that leaves the field out.",
  ),
  API2024: error(
    ({ field, other, property }: { field: string; other: string; property: string }) =>
      `field ${field} would be the property ${property}, which field ${other} is already`,
    "Both fields would be one property of the generated type. Give one of them another name.",
  ),
  API2030: warning(
    () => "the tag is empty",
    "The field is read from JSON under its Go name, as without a tag. Write its wire name, or leave the tag out.",
  ),
  API2031: warning(
    ({ field, source, body }: { field: string; source: string; body: string }) =>
      `field ${field} is not in the answer ${body}: its tag has ${source} and no json`,
    "An answer is JSON as a whole, and only JSON fields are written. Give the field a `json` key as well, or answer another type.",
  ),
  API2032: error(
    ({ field, source, body }: { field: string; source: string; body: string }) =>
      `field ${field} cannot be read from the body ${body}: its tag has ${source} and no json`,
    "The struct is a part of a JSON body here, so that nothing could fill the field, which is required. Give it a `json` key or another type.",
  ),
  API2033: warning(
    ({ field, source, body }: { field: string; source: string; body: string }) =>
      `field ${field} is never read from the body ${body}: its tag has ${source} and no json`,
    "The struct is a part of a JSON body here, so that nothing fills the field. Give it a `json` key, or leave it out.",
  ),
  API2035: warning(
    ({ source, name, fields }: { source: string; name: string; fields: string }) =>
      `fields ${fields} have one tag, and so are one ${source} value, ${name}`,
    "They become one property of the generated type. Write a field for each name, with a tag of its own.",
  ),
  API2034: warning(
    ({ name, source }: { name: string; source: string }) => `no ${source} field ${name} for optional=${name}`,
    "The field that `optional=` looks at is one of the same struct with the same source, named by its wire name.",
  ),

  API2050: warning(
    ({ rule, reason }: { rule: string; reason: string }) => `rule ${rule} of the validate tag is left out: ${reason}`,
    "The rules of a `validate` tag (or of gin's `binding` tag) are those of go-playground/validator. This one could never be kept, or makes Go's library panic.",
  ),
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
  API4006: error(
    ({ path }: { path: string }) => `file ${path} is imported twice`,
    "Remove one of the imports. Different files may import the same file.",
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

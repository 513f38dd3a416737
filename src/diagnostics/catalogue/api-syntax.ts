import { error, warning } from "../entry.ts";

/** `API1xxx`: what is wrong with the text of a contract. */
export const apiSyntaxCatalogue = {
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
    ({ key, value }: { key: string; value: string }) => `expected one value for ${key}, found ${value}`,
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
    () => "another @server before one service",
    "Their keys are taken together. goctl asks for a single one; `tsgoctl api format --fix` puts the keys into the first.",
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
  API1030: warning(
    ({ key }: { key: string }) => `expected a value for ${key}, found a comment`,
    'The template that goctl writes has such keys, and goctl refuses them. The value is taken to be empty; `tsgoctl api format --fix` writes `""`.',
  ),
  API1031: warning(
    () => "the key group is called folder",
    "That is its name in an older dialect. goctl reads `group` only; `tsgoctl api format --fix` rewrites it.",
  ),
};

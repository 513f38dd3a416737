import { error, warning } from "../entry.ts";
import { databaseCatalogue } from "./database.ts";
import { extrasCatalogue } from "./extras.ts";
import { writingCatalogue } from "./writing.ts";

/** `GEN1xxx` options and input files, `GEN2xxx` writing and merging. */
export const generationCatalogue = {
  GEN1001: error(
    ({ path }: { path: string }) => `file ${path} does not exist`,
    "The path given on the command line names no file. It is resolved from the current directory.",
  ),
  GEN1002: error(
    ({ path }: { path: string }) => `expected a file, but ${path} is a folder`,
    "The contract is given by its main `.api` file.",
  ),
  GEN1003: error(
    ({ path, reason }: { path: string; reason: string }) => `file ${path} cannot be read: ${reason}`,
    "The file is there, but the machine refused to hand it out.",
  ),
  GEN1004: error(
    ({ path }: { path: string }) => `file ${path} is empty`,
    "There is nothing to generate from; most often the file was not saved.",
  ),
  GEN1010: error(
    ({ style }: { style: string }) => `expected a file name style such as gozero, go_zero or goZero, found "${style}"`,
    'A style shows how "go" and "zero" are written and joined: it holds both words, in this order, each in lower, upper or title case.',
  ),
  GEN1011: error(
    ({ pattern }: { pattern: string }) => `no file matches ${pattern}`,
    "`*`, `?` and `[a-z]` stand for characters of one file name, not for folders. The pattern is resolved from the current directory.",
  ),
  GEN1012: error(
    ({ route }: { route: string }) => `route ${route} asks for a request signature, which is not generated yet`,
    "`signature: true` would leave the route open if it were ignored. Take the key out, or check the signature in a middleware.",
  ),
  GEN1014: error(
    ({ route }: { route: string }) => `route ${route} cannot be served: Node hands CONNECT requests to no handler`,
    "CONNECT asks a proxy for a tunnel. Use another method.",
  ),
  GEN1020: error(
    ({ path }: { path: string }) => `${path} is a symbolic link and is not written through`,
    "Formatting in place would put a file where the link is. Format the file that it leads to.",
  ),
  GEN1030: error(
    ({ path }: { path: string }) => `no .api file in folder ${path}`,
    "A folder stands for every `.api` file below it, hidden folders and `node_modules` left out; there is none.",
  ),
  GEN1040: error(
    ({ field }: { field: string }) => `field ${field} is called __proto__ on the wire, which no request can hold`,
    "In JavaScript the name stands for an object's prototype, so that JSON parsers drop it as an attack. Give the field another name in its tag.",
  ),
  GEN1041: error(
    ({ field, property }: { field: string; property: string }) =>
      `field ${field} may be left out, but every object has a member ${property} in JavaScript`,
    "Where the field is absent, the inherited function would be taken for its value. Make the field required, or give it another name in its tag.",
  ),
  GEN1042: error(
    ({ name, generated, other }: { name: string; generated: string; other: string }) =>
      `${name} would be ${generated}, which is that of ${other}`,
    "Settings are read without regard to case, and names are written in TypeScript's way, so that two names of a contract can become one in the generated code. Folders of groups that differ in case alone are one on macOS and Windows. Rename one of them.",
  ),
  GEN1043: error(
    ({ route }: { route: string }) =>
      `timeout of route ${route} is longer than 24 days, which no timer of Node can wait`,
    "Node takes such a time for one millisecond, so that every request would fail. Give the route a shorter one.",
  ),
  GEN1044: error(
    ({ style, sign }: { style: string; sign: string }) =>
      `expected a file name style without ${sign}, found ${JSON.stringify(style)}`,
    "The generated files import each other. Node takes the path in an import for a URL, in which `#`, `%` and `?` have a meaning; TypeScript takes it as it is, so that they cannot be escaped either. The other signs can stand in no file name on Windows.",
  ),
  GEN1045: error(
    ({ asked, recorded }: { asked: string; recorded: string }) =>
      `expected the type ${recorded} for 64-bit integers, as package.json has it, found ${asked}`,
    "A project has one type for them, the member `tsgoctl.int64` of its `package.json`. Change it there to change all of the code.",
  ),
  GEN1046: error(
    ({ style, recorded }: { style: string; recorded: string }) =>
      `expected the file name style ${recorded} of the project, found ${style}`,
    "The script `generate` of the project's `package.json` has the style. In another one the service would be generated anew, with empty logic beside the logic that is written. To change it, rename the files, change the script, and generate again.",
  ),
  GEN1047: error(
    ({ found }: { found: string }) => `expected "number", "bigint" or "string" for 64-bit integers, found ${found}`,
    "The member `tsgoctl.int64` of a project's `package.json` says what 64-bit integers are in its code.",
  ),
  ...databaseCatalogue,
  GEN1060: error(
    ({ path, reason }: { path: string; reason: string }) => `folder ${path} cannot be looked into: ${reason}`,
    "Files may stand in it that nobody would check. Give it the permission to be read, or name the files one by one.",
  ),
  GEN1070: error(
    ({ route }: { route: string }) => `route ${route} sends events, but an answer to HEAD has no body`,
    "The events would go nowhere, and the request would never end. Use `get`.",
  ),
  GEN1090: error(
    ({ field, value }: { field: string; value: string }) =>
      `field ${field} has the default ${value}, which a number cannot hold exactly`,
    "Beyond ±2^53 a number in JavaScript loses digits. Generate with `--int64 bigint` or `--int64 string`; in a project that is there, change the member `tsgoctl.int64` of its `package.json`.",
  ),
  ...extrasCatalogue,
  GEN1105: warning(
    ({ path, reason }: { path: string; reason: string }) => `${path} cannot be looked into: ${reason}`,
    "Files of an earlier run that nothing asks for any more (GEN2040) may stand there, and would not be told. Give it the permission to be read.",
  ),
  ...writingCatalogue,
};

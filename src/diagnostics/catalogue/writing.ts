import { error, warning } from "../entry.ts";

/** `GEN2xxx` writing and merging. */
export const writingCatalogue = {
  GEN2001: error(
    ({ path, reason }: { path: string; reason: string }) => `cannot write to ${JSON.stringify(path)}: ${reason}`,
    "A name in the contract leads to a file name that is not portable or leaves the project folder. Rename what the file is named after.",
  ),
  GEN2002: error(
    ({ path, other }: { path: string; other: string }) =>
      path === other ? `two files would be ${path}` : `${path} and ${other} would be the same file`,
    "Two generated files have the same name, or names that differ only in case, which many file systems take as one. Rename one of the two.",
  ),
  GEN2003: error(
    ({ path, obstacle }: { path: string; obstacle: string }) => `cannot write ${path}: ${obstacle} is in the way`,
    "A file is needed where something else stands. Generated files are never written through a symbolic link. Move it out of the way and run again.",
  ),
  GEN2004: error(
    ({ path, reason }: { path: string; reason: string }) => `cannot read ${path}: ${reason}`,
    "The file is there, but what it holds cannot be known, so it can be neither merged nor replaced.",
  ),
  GEN2005: error(
    ({ path, reason }: { path: string; reason: string }) => `cannot write ${path}: ${reason}`,
    "The machine refused. Nothing of this run has been kept: the folder is as it was before.",
  ),
  GEN2006: error(
    ({ path }: { path: string }) => `${path} was changed by something else during the run`,
    "The file is not the one that was read, so writing it could lose work. The folder is as it was before; run again.",
  ),
  GEN2007: error(
    ({ path, reason, backup }: { path: string; reason: string; backup: string }) =>
      `${path} could not be put back: ${reason}; its old text is in ${backup}`,
    "A write failed, and so did undoing an earlier one of the same run. Rename the named file back by hand.",
  ),
  GEN2008: warning(
    ({ path, reason }: { path: string; reason: string }) => `${path} could not be removed: ${reason}`,
    "A temporary file or folder of this run is left over. It can be deleted.",
  ),
  GEN2010: warning(
    ({ path }: { path: string }) => `${path} is yours (it has no "Code generated" line) and differs from the contract`,
    "A file without its header line is never overwritten. Bring it up to date by hand, or delete it to have it generated.",
  ),
  GEN2011: warning(
    ({ path }: { path: string }) => `${path} was not made by tsgoctl and is kept`,
    'A file stood where one would be scaffolded. If it is meant to be there, start it with "// Code scaffolded by tsgoctl. Safe to edit.".',
  ),
  GEN2020: error(
    ({ expected, found }: { expected: string; found: string }) =>
      `file cannot be merged: expected ${expected}, found ${found}`,
    "What the service needs is added to this file, and for that its text has to be understood. Correct the place and run again.",
  ),
  GEN2021: warning(
    ({ path, wanted, reason }: { path: string; wanted: string; reason: string }) =>
      `not all could be added to ${path}: ${reason}; add by hand: ${wanted}`,
    "The generated code needs something that cannot be added to this file without guessing.",
  ),
  GEN2022: error(
    ({ language, problem }: { language: string; problem: string }) =>
      `file cannot be merged: it is not valid ${language}: ${problem.slice(0, 1).toLowerCase()}${problem.slice(1).replace(/\.$/u, "")}`,
    "What the service needs is added to this file, and for that its text has to be parsed. Correct the place and run again.",
  ),
  GEN2040: warning(
    ({ path }: { path: string }) => `${path} is of an earlier run, and nothing asks for it any more`,
    "What it was generated for has been renamed or removed; of the tests only those are told that nobody has edited. Nothing is ever deleted; do it yourself if nothing else uses the file. `--check` fails as long as it is there.",
  ),
  GEN2041: warning(
    ({ method, reason, wanted }: { method: string; reason: string; wanted: string }) =>
      `method ${method} does not fit the contract any more, and is kept as ${reason}; change it to: ${wanted}`,
    "The request or the answer of its route is another type by now, so that the generated handler does not compile with it. A signature is brought up to date where that can be done without guessing and without touching a body; here it cannot, so the whole file is as it was.",
  ),
  GEN2042: warning(
    ({ rule }: { rule: string }) => `validation rule ${rule} is not written yet: every value keeps it`,
    "The rule stands in a `validate` tag and is not one of go-playground/validator, so that only the project can know what it asks for. Write it in place of the call of `unwritten`.",
  ),
  GEN2043: warning(
    ({ path }: { path: string }) => `${path} lacks rewriteRelativeImportExtensions, which the generated imports need`,
    "The file was there before and is kept. Imports in the generated code end in `.ts`, so that Node runs them as they are; the compiler takes them with this option (TypeScript 5.7 and newer).",
  ),
  GEN2050: warning(
    ({ path, missing, wanted }: { path: string; missing: string; wanted: string }) =>
      `${path} has no ${missing}, which the generated handler calls: ${wanted}`,
    "The class or its method has been renamed or removed by hand, so that the handler does not compile. Give it its name back, or export it under that name too.",
  ),
  GEN2051: warning(
    ({ path, handler }: { path: string; handler: string }) =>
      `${path} is not called any more: only ${handler} did, which nothing asks for`,
    "The route has been renamed, removed or moved to another group, and what is called now stands in another file, which is a stub if this run has made it. Move the code over, then delete this file and the old handler.",
  ),
  GEN2052: warning(
    ({ name, module }: { name: string; module: string }) =>
      `${name} of ${module} is used here, but is generated no more`,
    "The contract has renamed or removed the type. What is used inside of a body, or in other code of yours, is not touched; the compiler lists all places.",
  ),
  GEN2053: warning(
    ({ problem }: { problem: string }) =>
      `file cannot be held against the contract: it is not valid TypeScript: ${problem.slice(0, 1).toLowerCase()}${problem.slice(1).replace(/\.$/u, "")}`,
    "Whether the contract asks for a change in this file cannot be seen before its text can be parsed. It is kept as it is. Correct the place and run again.",
  ),
  GEN2054: warning(
    ({ path, reason }: { path: string; reason: string }) =>
      `${path} imports what the contract has no more, and is kept as ${reason}`,
    "An import of a generated type leads nowhere, or to another file by now. Change it by hand.",
  ),
  GEN2055: warning(
    ({ script, found, service, expected }: { script: string; found: string; service: string; expected: string }) =>
      `the script ${script} runs ${found}, which are not of the service ${service}: it has ${expected}`,
    "The service has been renamed. Its entry and its settings are named after it, so that new ones, with settings that nobody has filled in, are made beside yours, which the project goes on to run. Move over your settings, those for development too, and what you have changed in the entry; give the settings their new `Name`, name the new files in the scripts of `package.json` and in `tsconfig.json` (or, if the entry is called as before, its new settings in it), and delete the old ones. Or give the service its old name back, and delete the new files. An entry of your own that `dev` or `start` run is told, too, if it is a copy with its header line and its settings have another `Name`; without the header it is not.",
  ),
};

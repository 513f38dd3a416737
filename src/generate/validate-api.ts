import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/order.ts";
import type { Host } from "../host/host.ts";
import { loadApi } from "../load/load-api.ts";
import type { LoadedApi } from "../load/load-api.ts";
import { checkApi } from "../model/check-api.ts";
import { apiFiles } from "./api-files.ts";
import { absoluteSegments } from "./relative-path.ts";

/** Everything that `tsgoctl api validate` is told. Paths are `/`-separated. */
export interface ValidateOptions {
  /** Contracts, and folders of contracts. */
  readonly paths: readonly string[];
  /** Absolute; it tells whether two paths lead to one file. */
  readonly workingDirectory: string;
}

/** What was checked, and what was found. */
export interface Validation {
  /** The files that the paths stand for, each once. */
  readonly files: readonly string[];
  /** In the order in which they are told, each once. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks contracts. A file that another one imports is checked as a part of that one and needs no service of its own. */
export function validateApi({ paths, workingDirectory }: ValidateOptions, host: Host): Validation {
  const identity = (path: string): string => absoluteSegments(path, workingDirectory).join("/");
  const { paths: found, diagnostics } = apiFiles(paths, host);
  const files = [...new Map(found.map((path) => [identity(path), path])).values()];
  const contracts = contractsOf(files, identity, host);
  const all = contracts.flatMap((loaded) => [...loaded.diagnostics, ...checkApi(loaded.program).diagnostics]);
  return { files, diagnostics: inOrder(eachOnce([...diagnostics, ...all], identity)) };
}

type Identity = (path: string) => string;

/** The files that no other one imports. In a circle it is the first, from which all others are reached. */
function contractsOf(files: readonly string[], identity: Identity, host: Host): readonly LoadedApi[] {
  const contracts = new Map<string, LoadedApi>();
  const imported = new Set<string>();
  for (const path of files) {
    const own = identity(path);
    if (imported.has(own)) continue;
    const loaded = loadApi(path, host);
    contracts.set(own, loaded);
    for (const other of loaded.imports.map(identity)) {
      if (other === own) continue;
      imported.add(other);
      contracts.delete(other);
    }
  }
  return [...contracts.values()];
}

/** A file that several contracts import is read with each of them. */
function eachOnce(diagnostics: readonly Diagnostic[], identity: Identity): readonly Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { code, path, span, message } = diagnostic;
    const key = JSON.stringify([code, identity(path ?? ""), span?.start, span?.end, message]);
    if (!byPlace.has(key)) byPlace.set(key, diagnostic);
  }
  return [...byPlace.values()];
}

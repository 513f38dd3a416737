import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";
import type { Host } from "../host/host.ts";
import type { ApiSpec } from "../model/api-spec.ts";
import { isScaffolded } from "../write/is-scaffolded.ts";
import { plainText } from "../write/text-shape.ts";
import { projectPackage } from "./project-package.ts";

/** A file that starts a service, and the settings that it reads if it is told no others. */
interface Run {
  readonly entry: string;
  readonly settings: string;
}

/**
 * Whether a script of the project starts what was made for a service of another name: entry and settings are named after the
 * service, so that those of the new name are made beside them, and nothing starts these. Known by what `dev` and `start` run,
 * not by what stands there: a second entry of the user's is run by a script of its own, or beside that of the service.
 */
export function renamedService(
  { service, serviceSpan }: ApiSpec,
  plan: readonly VirtualFile[],
  directory: string,
  host: Host,
): readonly Diagnostic[] {
  const [expected] = plan.flatMap(({ path, text }) => runOf(path, text));
  const project = projectPackage(directory, host);
  if (expected === undefined || project === undefined) return [];
  for (const script of ["dev", "start"]) {
    const command = project.member("scripts", script);
    const runs = typeof command === "string" ? startedBy(command, directory, host) : [];
    const isOfService = runs.some(({ settings }) => settings === expected.settings);
    const found = runs.find(({ entry, settings }) => {
      const file = host.read(`${directory}/${settings}`);
      // Settings that are gone have been moved to the new name, or stand on another machine, as may those of the entry itself.
      if (file.kind === "missing") return entry !== expected.entry;
      return file.kind === "file" && namesOther(file.text, service);
    });
    if (isOfService || found === undefined) continue;
    const values = { script, found: runText(found), service, expected: runText(expected) };
    return [diagnose("GEN2055", serviceSpan, values, { help: help(found, expected) })];
  }
  return [];
}

/** What a scaffolded entry reads: its settings are the one text that it gives to `configPath`. */
function runOf(entry: string, text: string): readonly Run[] {
  const settings = /\bconfigPath\([^"'`]*["'`](?<settings>[^"'`]+)["'`]/u.exec(text)?.groups?.["settings"];
  return settings === undefined || !isScaffolded(text) ? [] : [{ entry, settings }];
}

/** The entries that a command names, as they are written or as they are built. */
function startedBy(command: string, directory: string, host: Host): readonly Run[] {
  const names = command.matchAll(/(?<![^\s"'=])(?:\.\/)?(?:dist\/)?(?<name>[\w.-]+)\.[jt]s(?![\w.])/gu);
  return [...names].flatMap(({ groups }) => {
    const path = `${groups?.["name"] ?? ""}.ts`;
    const file = host.inspect(`${directory}/${path}`);
    return file.kind === "file" ? runOf(path, plainText(file.text)) : [];
  });
}

/** Whether settings say that they are of another service. */
function namesOther(settings: string, service: string): boolean {
  const name = /^(?:\s*["'])?Name["']?\s*[:=]\s*["']?(?<name>[^\s"',#]+)/imu.exec(plainText(settings))?.groups?.[
    "name"
  ];
  return name !== undefined && name !== service;
}

function runText({ entry, settings }: Run): string {
  return `${entry} with ${settings}`;
}

function help(found: Run, expected: Run): string {
  const isKept = found.entry === expected.entry;
  const [places, old] = isKept
    ? [`package.json and ${found.entry}`, found.settings]
    : ["package.json and tsconfig.json", `${found.entry} and ${found.settings}`];
  return `move your settings to ${expected.settings}, name the new files in ${places}, and delete ${old}; or name the service as before`;
}

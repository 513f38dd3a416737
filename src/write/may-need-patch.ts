import type { CalledMethod } from "../emit/virtual-file.ts";
import { importedPath } from "../text/relative-import.ts";
import type { PlannedExports } from "./planned-exports.ts";

/**
 * Whether the contract may have moved away from a file of the user's, seen without a parser, whose loading takes a quarter of a
 * second. It errs towards yes: for a method that is not written as it was generated, but for its name of the request and for
 * parameters of the user's own that need not be given.
 */
export function mayNeedPatch(existing: string, wanted: string, called: CalledMethod | undefined): boolean {
  if (called === undefined) return false;
  const code = withoutComments(existing);
  if (!new RegExp(`^export class ${escaped(called.className)}\\b`, "mu").test(code)) return true;
  const [own, ...others] = headsOf(called.method, code);
  const [head] = headsOf(called.method, wanted);
  if (head === undefined) return false;
  return own === undefined || others.length > 0 || !isSame(own, head);
}

/** The modules of generated files of which a file imports a name that they do not export, likewise without a parser. */
export function importsWhatIsGone(path: string, existing: string, exports: PlannedExports): boolean {
  const imports = existing.matchAll(
    /^import\s+(?:type\s+)?(?:[\w$]+\s*,\s*)?\{(?<names>[^}]*)\}\s*from\s*["'](?<module>\.[^"']*)["']/gmu,
  );
  return [...imports].some(({ groups = {} }) => {
    const file = importedPath(path, groups["module"] ?? "");
    const exported = file === undefined ? undefined : exports.of(file);
    if (exported === undefined) return false;
    const names = withoutComments(groups["names"] ?? "").split(",");
    return names.some((name) =>
      isMissing(
        name
          .trim()
          .replace(/^type\s+/u, "")
          .replace(/\s[\s\S]*$/u, ""),
        exported,
      ),
    );
  });
}

function isMissing(name: string, exported: ReadonlySet<string>): boolean {
  return name !== "" && !exported.has(name);
}

/** `async login(req: LoginReq): Promise<LoginResp> {`, or `async *watch(): AsyncGenerator<Price> {` */
interface Head {
  readonly isGenerator: boolean;
  readonly parameters: readonly string[];
  readonly result: string;
}

function headsOf(method: string, code: string): readonly Head[] {
  const heads = code.matchAll(
    new RegExp(
      `^[ \\t]*(?:(?:public|override|async)\\s+)*(?<star>\\*\\s*)?${escaped(method)}\\s*\\((?<parameters>[^()]*)\\)\\s*:\\s*(?<result>[^(){};]*)\\{`,
      "gmu",
    ),
  );
  return [...heads].map(({ groups = {} }) => ({
    isGenerator: groups["star"] !== undefined,
    parameters: (groups["parameters"] ?? "")
      .split(/,(?![^<]*>)/u)
      .map(plain)
      .filter((parameter) => parameter !== ""),
    result: plain(groups["result"] ?? ""),
  }));
}

function isSame(own: Head, wanted: Head): boolean {
  const extra = own.parameters.slice(wanted.parameters.length);
  return (
    own.isGenerator === wanted.isGenerator &&
    own.result === wanted.result &&
    wanted.parameters.every((parameter, index) => typeOf(own.parameters[index] ?? "") === typeOf(parameter)) &&
    extra.every((parameter) => /^[\w$]+\s*(?:\?:|:[^=>]*=|=)/u.test(parameter))
  );
}

function typeOf(parameter: string): string {
  return plain(parameter.replace(/^[^:]*:/u, ""));
}

function plain(text: string): string {
  return text.replaceAll(/\s+/gu, "");
}

function escaped(name: string): string {
  return name.replaceAll("$", "\\$");
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/gu, " ");
}

import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { SourceFile } from "../text/source-file.ts";
import { spanOf } from "../text/span.ts";

/**
 * Methods of a scaffolded file that the generated code can no longer call as they are: the contract has another request or answer
 * by now. Told only where the text leaves no doubt, as the file is the user's: types that do not come from the contract may fit.
 */
export function signatureDrift(path: string, existing: string, wanted: string): readonly Diagnostic[] {
  const source = new SourceFile(path, existing);
  const code = withoutComments(existing);
  const present = methodsIn(code);
  const contractTypes = importedTypes(code);
  return methodsIn(withoutComments(wanted)).flatMap((method) => {
    const { name } = method;
    const [own, ...others] = present.filter((candidate) => candidate.name === name);
    if (own === undefined || others.length > 0 || fits(own, method, contractTypes)) return [];
    return [diagnose("GEN2041", spanOf(source, own.start, own.end), { method: name, wanted: headText(method) })];
  });
}

/** `async login(req: LoginReq): Promise<LoginResp> {`, or `async *watch(): AsyncGenerator<Price> {` */
interface Method {
  readonly name: string;
  readonly isGenerator: boolean;
  readonly parameters: readonly string[];
  readonly result: string;
  readonly start: number;
  readonly end: number;
}

function methodsIn(code: string): readonly Method[] {
  const heads = code.matchAll(
    /(?:\basync\s+)?(?:\*\s*)?(?<![\w$])(?<name>[\w$]+)\s*\((?<parameters>[^()]*)\)\s*:\s*(?<kind>Promise|AsyncGenerator)\s*<(?<result>[^(){};]*)>\s*\{/gu,
  );
  return [...heads].map(({ 0: text, groups = {}, index }) => ({
    name: groups["name"] ?? "",
    isGenerator: groups["kind"] === "AsyncGenerator",
    parameters: (groups["parameters"] ?? "")
      .split(/,(?![^<]*>)/u)
      .map(plain)
      .filter((parameter) => parameter !== ""),
    result: plain(groups["result"] ?? ""),
    start: index,
    end: index + text.length - 1,
  }));
}

function headText({ name, isGenerator, parameters, result }: Method): string {
  const head = `${name}(${parameters.join(", ")})`;
  return isGenerator ? `async *${head}: AsyncGenerator<${result}>` : `async ${head}: Promise<${result}>`;
}

function fits(own: Method, wanted: Method, contractTypes: ReadonlySet<string>): boolean {
  if (own.isGenerator !== wanted.isGenerator) return false;
  // More parameters than the contract asks for are the user's own business.
  const hasMore = own.parameters.length > 1 && own.parameters.length > wanted.parameters.length;
  if (hasMore || own.parameters.some((parameter) => parameter.startsWith("..."))) return true;
  return takesAll(own.parameters, wanted.parameters, contractTypes) && gives(own.result, wanted.result, contractTypes);
}

function takesAll(own: readonly string[], wanted: readonly string[], contractTypes: ReadonlySet<string>): boolean {
  const longer = own.length > wanted.length ? own : wanted;
  return longer.every((_, index) => takes(own[index], wanted[index], contractTypes));
}

function takes(own: string | undefined, wanted: string | undefined, contractTypes: ReadonlySet<string>): boolean {
  // An optional parameter need not be given.
  if (wanted === undefined) return own === undefined || !/^[\w$]+\s*:/u.test(own);
  if (own === undefined) return false;
  const [ownType, wantedType] = [typeOf(own), typeOf(wanted)];
  return ownType === wantedType || !isOfContract(ownType, contractTypes);
}

/** An answer that nobody wants is left unread. */
function gives(own: string, wanted: string, contractTypes: ReadonlySet<string>): boolean {
  return wanted === "void" || own === wanted || !(own === "void" || isOfContract(own, contractTypes));
}

function typeOf(parameter: string): string {
  return plain(parameter.replace(/^[^:]*:/u, ""));
}

/** Whether a type is made of the contract's types and of base types, so that another text means another type. */
function isOfContract(type: string, contractTypes: ReadonlySet<string>): boolean {
  if (!/^[\w$[\]<>|, ]+$/u.test(type)) return false;
  const names = type.match(/[\w$]+/gu) ?? [];
  return names.every((name) => contractTypes.has(name) || baseTypes.has(name));
}

const baseTypes: ReadonlySet<string> = new Set("string number boolean null unknown Record".split(" "));

/** The names that are imported, under their own names, from the file of the contract's types. */
function importedTypes(code: string): ReadonlySet<string> {
  const imports = code.matchAll(/\bimport\s+type\s*\{(?<names>[^}]*)\}\s*from\s*["'][^"']*\/types\/[^"'/]*["']/gu);
  const names = [...imports].flatMap(({ groups = {} }) => (groups["names"] ?? "").split(",").map(plain));
  return new Set(names.filter((name) => /^[\w$]+$/u.test(name)));
}

function plain(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}

/** With spaces in place of comments, so that everything else stays where it is. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/gu, (comment) => " ".repeat(comment.length));
}

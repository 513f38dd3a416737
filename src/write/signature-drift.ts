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

/** `async login(req: LoginReq): Promise<LoginResp> {` */
interface Method {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly result: string;
  readonly start: number;
  readonly end: number;
}

function methodsIn(code: string): readonly Method[] {
  const heads = code.matchAll(
    /(?:\basync\s+)?(?<![\w$])(?<name>[\w$]+)\s*\((?<parameters>[^()]*)\)\s*:\s*Promise\s*<(?<result>[^(){};]*)>\s*\{/gu,
  );
  return [...heads].map(({ 0: text, groups = {}, index }) => ({
    name: groups["name"] ?? "",
    parameters: (groups["parameters"] ?? "")
      .split(/,(?![^<]*>)/u)
      .map(plain)
      .filter((parameter) => parameter !== ""),
    result: plain(groups["result"] ?? ""),
    start: index,
    end: index + text.length - 1,
  }));
}

function headText({ name, parameters, result }: Method): string {
  return `async ${name}(${parameters.join(", ")}): Promise<${result}>`;
}

function fits(own: Method, wanted: Method, contractTypes: ReadonlySet<string>): boolean {
  if (own.parameters.length > 1 || wanted.parameters.length > 1) return true;
  return (
    takes(own.parameters[0], wanted.parameters[0], contractTypes) && gives(own.result, wanted.result, contractTypes)
  );
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

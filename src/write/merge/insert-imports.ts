import type { Insertion } from "./insertion.ts";
import { restOfLine } from "./insert-element.ts";
import type { Import, ImportedName, Outline } from "./typescript-outline.ts";

/** An import that inserted code needs, with those of its names that are missing. */
interface Needed {
  readonly wanted: Import;
  readonly names: readonly ImportedName[];
}

/** The outcome for all imports; `conflict` tells the first that cannot be added. */
export type ImportInsertions =
  | { readonly kind: "possible"; readonly insertions: readonly Insertion[] }
  | { readonly kind: "impossible"; readonly conflict: string };

/** The imports that inserted code needs and the file lacks. Names that the file has from elsewhere are the user's choice. */
export function insertImports(existing: Outline, wanted: Outline, inserted: string): ImportInsertions {
  const words = new Set(inserted.match(/[A-Za-z_$][\w$]*/gu));
  const insertions: Insertion[] = [];
  for (const needed of neededImports(existing, wanted, words)) {
    const types = needed.names.filter(({ name, typeOnly }) => !typeOnly && isTypeImport(existing, name));
    const others = { ...needed, names: needed.names.filter((name) => !types.includes(name)) };
    const added = [
      ...types.map(({ name }) => asValue(existing, name)),
      ...(others.names.length > 0 ? (intoImport(existing, others) ?? [newImport(existing, wanted, others)]) : []),
    ];
    const known = added.filter((insertion) => insertion !== undefined);
    if (known.length < added.length)
      return { kind: "impossible", conflict: `the import of ${needed.wanted.module} is the user's own` };
    insertions.push(...known);
  }
  return { kind: "possible", insertions };
}

function neededImports(existing: Outline, wanted: Outline, words: ReadonlySet<string>): readonly Needed[] {
  const isUsable = ({ name, typeOnly }: ImportedName): boolean =>
    existing.declarations.includes(name) ||
    existing.imports.some((it) => it.names.some((known) => known.name === name && (typeOnly || !known.typeOnly)));
  return wanted.imports
    .map((it) => ({ wanted: it, names: it.names.filter((name) => words.has(name.name) && !isUsable(name)) }))
    .filter(({ names }) => names.length > 0);
}

function isTypeImport(existing: Outline, name: string): boolean {
  return existing.imports.some((it) => it.names.some((known) => known.name === name && known.typeOnly));
}

/** Takes the `type` off a name that is now needed as a value; not where other names would lose it too. */
function asValue(existing: Outline, name: string): Insertion | undefined {
  const owner = existing.imports.find((it) => it.names.some((known) => known.name === name && known.typeOnly));
  const span = owner?.names.find((known) => known.name === name)?.span;
  if (owner === undefined || span === undefined) return undefined;
  if (!isTypeOnly(existing, owner)) return withoutType(existing.text, span.start);
  return owner.names.length === 1 ? withoutType(existing.text, owner.start + "import".length) : undefined;
}

function withoutType(text: string, at: number): Insertion {
  const [type = ""] = /^\s*type(?=\s)\s?/u.exec(text.slice(at)) ?? [];
  return { at, end: at + type.trimEnd().length + (/^\s/u.test(type) ? 0 : 1), text: "" };
}

/** Adds the names to an import of the same module, in order. */
function intoImport(existing: Outline, { wanted, names }: Needed): readonly Insertion[] | undefined {
  const isTypes = names.every(({ typeOnly }) => typeOnly);
  const candidates = existing.imports.filter(
    (it) => stem(it.module) === stem(wanted.module) && it.names.some(({ span }) => span !== undefined),
  );
  const alike = candidates.find((it) => isTypeOnly(existing, it) === isTypes);
  // `import { type A }`, to which a type can be added in the same way.
  const mixed = isTypes ? candidates.find((it) => it.names.some(({ typeOnly }) => typeOnly)) : undefined;
  const sameModule = alike ?? mixed;
  const specifiers = sameModule?.names.filter(({ span }) => span !== undefined) ?? [];
  const [first] = specifiers;
  if (sameModule === undefined || first?.span === undefined) return undefined;
  const separator = separatorOf(existing.text, first.span.start);
  return names.flatMap(({ name, text }) => {
    const written = alike === undefined ? `type ${text}` : text;
    const before = specifiers.findLast((specifier) => specifier.name < name)?.span;
    if (before === undefined) return [{ at: first.span?.start ?? 0, text: `${written},${separator}` }];
    return behindName(existing.text, before.end, separator, written);
  });
}

/** Where each name has a line of its own, a comment stays on the line of the name that it is about. */
function behindName(text: string, end: number, separator: string, added: string): readonly Insertion[] {
  const comma = /^[ \t]*,/u.exec(text.slice(end))?.[0] ?? "";
  const rest = separator === " " ? undefined : restOfLine(text, end + comma.length);
  if (rest === undefined || rest.trim() === "") return [{ at: end, text: `,${separator}${added}` }];
  const lineEnd = end + comma.length + rest.length;
  if (comma !== "") return [{ at: lineEnd, text: `${separator}${added},` }];
  return [
    { at: end, text: "," },
    { at: lineEnd, text: `${separator}${added}` },
  ];
}

/** A line break and an indentation where each name has a line of its own. */
function separatorOf(text: string, firstName: number): string {
  return /\n[ \t]*$/u.exec(text.slice(0, firstName))?.[0] ?? " ";
}

function newImport(existing: Outline, wanted: Outline, needed: Needed): Insertion | undefined {
  const { preceding, following } = neighbours(existing, wanted, needed.wanted);
  const anchor = preceding ?? following ?? existing.imports.at(-1);
  if (anchor === undefined) return undefined;
  const text = importText(existing, wanted, anchor, needed);
  if (anchor === following)
    return startsLine(existing.text, anchor.start) ? { at: anchor.start, text: `${text}\n` } : undefined;
  const rest = restOfLine(existing.text, anchor.end);
  return rest === undefined ? undefined : { at: anchor.end + rest.length, text: `\n${text}` };
}

/** The nearest imports of the wanted file that the existing one has too, of packages for a package, of own files for a file. */
function neighbours(
  existing: Outline,
  wanted: Outline,
  needed: Import,
): { readonly preceding: Import | undefined; readonly following: Import | undefined } {
  const alike = wanted.imports.filter(({ module }) => module.startsWith(".") === needed.module.startsWith("."));
  const index = alike.indexOf(needed);
  const shared = (candidates: readonly Import[]): Import | undefined =>
    candidates
      .map(({ module }) => existing.imports.findLast((it) => stem(it.module) === stem(module)))
      .find((found) => found !== undefined);
  const preceding = shared(alike.slice(0, index).toReversed());
  return { preceding, following: preceding === undefined ? shared(alike.slice(index + 1)) : undefined };
}

function startsLine(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === "\n";
}

/** With the quotes and the semicolon of the import that it stands below. */
function importText(existing: Outline, wanted: Outline, anchor: Import, { wanted: source, names }: Needed): string {
  const style = existing.text.slice(anchor.start, anchor.end);
  const quote = style.includes("'") ? "'" : '"';
  const end = style.endsWith(";") ? ";" : "";
  const type = isTypeOnly(wanted, source) ? "type " : "";
  const list = names.every(({ span }) => span !== undefined)
    ? `{ ${names.map(({ text }) => text).join(", ")} }`
    : names.map(({ text }) => text).join(", ");
  return `import ${type}${list} from ${quote}${source.module}${quote}${end}`;
}

function isTypeOnly(outline: Outline, { start, end }: Import): boolean {
  return /^import\s+type\s/u.test(outline.text.slice(start, end));
}

function stem(module: string): string {
  return module.replace(/\.[cm]?[jt]s$/u, "");
}

import { importedPath } from "../../text/relative-import.ts";
import { isRuntime } from "../planned-exports.ts";
import type { PlannedExports } from "../planned-exports.ts";
import type { ts, TypeScript } from "./open-typescript.ts";

/** A name that a file imports from a generated one. */
export interface Bound {
  readonly local: string;
  /** Its name in the generated file. */
  readonly name: string;
  readonly path: string;
  /** Whether the generated file does not export it (any more). */
  readonly isGone: boolean;
  /** Whether only its type is imported, so that the import vanishes when the code runs. */
  readonly isType: boolean;
  readonly specifier: ts.ImportSpecifier;
  readonly statement: ts.ImportDeclaration;
}

/** What the names of a file mean. */
export interface Bindings {
  /** By their local names. */
  readonly generated: ReadonlyMap<string, Bound>;
  /** `import * as types`: the generated file, by local name. */
  readonly namespaces: ReadonlyMap<string, string>;
  /** Every other name of the file's top level. */
  readonly others: ReadonlySet<string>;
  /** Whether a generated file exports a name. */
  isExported(path: string, name: string): boolean;
}

export function bindingsOf(
  typescript: TypeScript,
  file: ts.SourceFile,
  path: string,
  exports: PlannedExports,
): Bindings {
  const generated = new Map<string, Bound>();
  const namespaces = new Map<string, string>();
  const others = new Set<string>();
  for (const statement of file.statements) {
    if (!typescript.isImportDeclaration(statement)) {
      for (const name of declaredNames(typescript, statement)) others.add(name);
      continue;
    }
    const { name, bindings } = importedNames(typescript, statement);
    const target = importedPath(path, moduleOf(typescript, statement));
    const exported = target === undefined ? undefined : exports.of(target);
    if (name !== undefined) others.add(name);
    for (const binding of bindings) {
      const local = binding.name.text;
      if (target === undefined || exported === undefined) others.add(local);
      else if (typescript.isNamespaceImport(binding)) namespaces.set(local, target);
      else generated.set(local, bound(statement, binding, target, exported));
    }
  }
  return { generated, namespaces, others, isExported: (target, name) => exports.of(target)?.has(name) === true };
}

function bound(
  statement: ts.ImportDeclaration,
  specifier: ts.ImportSpecifier,
  path: string,
  exported: ReadonlySet<string>,
): Bound {
  const name = (specifier.propertyName ?? specifier.name).text;
  const isType = statement.importClause?.isTypeOnly === true || specifier.isTypeOnly;
  return { local: specifier.name.text, name, path, isGone: !exported.has(name), isType, specifier, statement };
}

interface ImportedNames {
  /** Of the default export. */
  readonly name: string | undefined;
  readonly bindings: readonly (ts.NamespaceImport | ts.ImportSpecifier)[];
}

function importedNames(typescript: TypeScript, { importClause }: ts.ImportDeclaration): ImportedNames {
  const name = importClause?.name?.text;
  const bindings = importClause?.namedBindings;
  if (bindings === undefined) return { name, bindings: [] };
  return { name, bindings: typescript.isNamespaceImport(bindings) ? [bindings] : bindings.elements };
}

function moduleOf(typescript: TypeScript, { moduleSpecifier }: ts.ImportDeclaration): string {
  return typescript.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : "";
}

/** Whether a generated file has what requests and answers are made of: the contract's types, and a few of the runtime's. */
export function isContractFile(path: string): boolean {
  return !isRuntime(path) || /\/(?:download|redirect)\.ts$/u.test(path);
}

/** The names that a statement declares. */
export function declaredNames(typescript: TypeScript, statement: ts.Statement): readonly string[] {
  if (typescript.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(typescript, name));
  }
  const isNamed =
    typescript.isClassDeclaration(statement) ||
    typescript.isInterfaceDeclaration(statement) ||
    typescript.isTypeAliasDeclaration(statement) ||
    typescript.isFunctionDeclaration(statement) ||
    typescript.isEnumDeclaration(statement) ||
    typescript.isModuleDeclaration(statement) ||
    typescript.isImportEqualsDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

/** The names that a declaration or a parameter makes, taken apart or not. */
export function boundNames(typescript: TypeScript, name: ts.BindingName): readonly string[] {
  if (typescript.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    typescript.isOmittedExpression(element) ? [] : boundNames(typescript, element.name),
  );
}

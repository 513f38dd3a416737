import type { CalledMethod } from "../../emit/virtual-file.ts";
import { declaredNames } from "./bindings.ts";
import type { ts, TypeScript } from "./open-typescript.ts";

/** A method as it is written: a method, or a property that holds a function. */
export type WrittenMethod = ts.MethodDeclaration | ts.ArrowFunction | ts.FunctionExpression;

/**
 * What a file has for a method that is called from outside.
 *
 * - `written`: it is there; `overloads` are the heads that callers see in place of its own.
 * - `hidden`: it may be there, in a way that only the compiler can follow.
 * - `missing`: it is not; `missing` says what.
 */
export type FoundMethod =
  | { readonly kind: "written"; readonly node: WrittenMethod; readonly overloads: readonly ts.MethodDeclaration[] }
  | { readonly kind: "hidden" }
  | { readonly kind: "missing"; readonly missing: string; readonly place: ts.Node };

export function findMethod(typescript: TypeScript, file: ts.SourceFile, called: CalledMethod): FoundMethod {
  const found = exportedClass(typescript, file, called.className);
  if (found === "hidden") return { kind: "hidden" };
  if (found === undefined) {
    return { kind: "missing", missing: `exported class ${called.className}`, place: file.endOfFileToken };
  }
  return methodOf(typescript, found, called);
}

/** The class that a file exports under a name. */
function exportedClass(
  typescript: TypeScript,
  file: ts.SourceFile,
  name: string,
): ts.ClassLikeDeclaration | "hidden" | undefined {
  const exported = file.statements.map((statement) => exportedAs(typescript, statement, name));
  const [first, ...more] = exported.filter((it) => it !== undefined);
  if (first === undefined) return undefined;
  if (first === "hidden" || more.includes("hidden")) return "hidden";
  const { local } = first;
  const declared = file.statements.flatMap((statement) => declarationOf(typescript, statement, local));
  // An interface of the same name adds members to a class.
  const [only, ...others] = declared;
  return only === undefined || only === "other" || others.length > 0 ? "hidden" : only;
}

/** What a statement exports under a name: a name of the file, or something of another file. */
function exportedAs(
  typescript: TypeScript,
  statement: ts.Statement,
  name: string,
): { readonly local: string } | "hidden" | undefined {
  if (!typescript.isExportDeclaration(statement)) {
    const isHere = isExported(typescript, statement) && declarationOf(typescript, statement, name).length > 0;
    return isHere ? { local: name } : undefined;
  }
  const { exportClause, moduleSpecifier } = statement;
  if (exportClause === undefined) return "hidden";
  if (!typescript.isNamedExports(exportClause)) return undefined;
  const specifier = exportClause.elements.find((element) => element.name.text === name);
  if (specifier === undefined) return undefined;
  return moduleSpecifier === undefined ? { local: (specifier.propertyName ?? specifier.name).text } : "hidden";
}

function isExported(typescript: TypeScript, statement: ts.Statement): boolean {
  const modifiers = typescript.canHaveModifiers(statement) ? (typescript.getModifiers(statement) ?? []) : [];
  const kinds = modifiers.map(({ kind }) => kind);
  return kinds.includes(typescript.SyntaxKind.ExportKeyword) && !kinds.includes(typescript.SyntaxKind.DefaultKeyword);
}

/** What a statement declares under a name: a class, or something else. */
function declarationOf(
  typescript: TypeScript,
  statement: ts.Statement,
  name: string,
): readonly (ts.ClassLikeDeclaration | "other")[] {
  if (typescript.isClassDeclaration(statement)) return statement.name?.text === name ? [statement] : [];
  if (!typescript.isVariableStatement(statement)) {
    return declaredNames(typescript, statement).includes(name) ? ["other"] : [];
  }
  const declared = statement.declarationList.declarations.find((it) => it.name.getText() === name);
  if (declared === undefined) return [];
  const { initializer } = declared;
  return [initializer !== undefined && typescript.isClassExpression(initializer) ? initializer : "other"];
}

function methodOf(
  typescript: TypeScript,
  owner: ts.ClassLikeDeclaration,
  { className, method }: CalledMethod,
): FoundMethod {
  const members = owner.members.filter((member) => isCalled(typescript, member, method));
  const [first] = members;
  if (first === undefined) {
    const isDerived =
      owner.heritageClauses?.some(({ token }) => token === typescript.SyntaxKind.ExtendsKeyword) === true;
    if (isDerived) return { kind: "hidden" };
    return { kind: "missing", missing: `method ${method} in class ${className}`, place: owner.name ?? owner };
  }
  const methods = members.filter((member) => typescript.isMethodDeclaration(member));
  const written = methods.find(({ body }) => body !== undefined);
  if (written !== undefined && methods.length === members.length) {
    return { kind: "written", node: written, overloads: methods.filter((it) => it !== written) };
  }
  const held = members.length === 1 ? heldFunction(typescript, first) : undefined;
  return held === undefined ? { kind: "hidden" } : { kind: "written", node: held, overloads: [] };
}

/** The function that a property holds, where it has no type but its own. */
function heldFunction(typescript: TypeScript, member: ts.ClassElement): WrittenMethod | undefined {
  if (!typescript.isPropertyDeclaration(member) || member.type !== undefined) return undefined;
  const { initializer } = member;
  if (initializer === undefined) return undefined;
  const isFunction = typescript.isArrowFunction(initializer) || typescript.isFunctionExpression(initializer);
  return isFunction ? initializer : undefined;
}

function isCalled(typescript: TypeScript, member: ts.ClassElement, name: string): boolean {
  const { name: own } = member;
  const modifiers = typescript.canHaveModifiers(member) ? (typescript.getModifiers(member) ?? []) : [];
  const isStatic = modifiers.some(({ kind }) => kind === typescript.SyntaxKind.StaticKeyword);
  if (own === undefined || isStatic) return false;
  return (typescript.isIdentifier(own) || typescript.isStringLiteral(own)) && own.text === name;
}

import type { ts } from "ts-morph";
import { parsed } from "./open-typescript.ts";
import type { TypeScript } from "./open-typescript.ts";

/** What a merge has to know of a TypeScript file. */
export interface Outline {
  readonly text: string;
  readonly imports: readonly Import[];
  /** Names of top-level declarations. */
  readonly declarations: readonly string[];
  /** The places that have members, by a name for people such as `class ServiceContext`. */
  readonly blocks: ReadonlyMap<string, Block>;
  /** The first syntax error. */
  readonly problem: { readonly message: string; readonly start: number; readonly length: number } | undefined;
}

export interface Import {
  readonly start: number;
  readonly end: number;
  readonly module: string;
  readonly names: readonly ImportedName[];
}

export interface ImportedName {
  /** The name in this file. */
  readonly name: string;
  /** `X`, `X as Y`, with `type` if it was written for this name. */
  readonly text: string;
  readonly typeOnly: boolean;
  /** Where the specifier ends; undefined for a default or namespace import. */
  readonly span: { readonly start: number; readonly end: number } | undefined;
}

/**
 * The body of a class, of its constructor or of one of its methods, or an object literal that describes a schema. All of them
 * are brackets around elements that stand on lines of their own.
 */
export interface Block {
  readonly kind: "members" | "statements" | "properties";
  /** Offsets behind the opening and before the closing bracket. */
  readonly open: number;
  readonly close: number;
  readonly elements: readonly Element[];
  /** Names that are declared here in another way: parameter properties. */
  readonly otherNames: readonly string[];
  /** The parameters of a constructor or method. */
  readonly parameters: readonly string[];
}

export interface Element {
  /** A member's or property's name, or the `x` of a statement about `this.x`; undefined for anything else. */
  readonly name: string | undefined;
  readonly start: number;
  readonly end: number;
  /** Whether a member has a body of its own, that is, a block in the outline. */
  readonly hasBody: boolean;
}

/** Parses a text, without types. */
export function outlineOf(typescript: TypeScript, text: string): Outline {
  const file = parsed(typescript, text);
  const blocks = new Map<string, Block>();
  const imports: Import[] = [];
  const declarations: string[] = [];
  for (const statement of file.statements) {
    if (typescript.isImportDeclaration(statement)) imports.push(importOf(typescript, statement));
    if (typescript.isClassDeclaration(statement)) addClass(typescript, statement, blocks);
    if (typescript.isVariableStatement(statement)) addObjects(typescript, statement, blocks);
    declarations.push(...declaredBy(typescript, statement));
  }
  return { text, imports, declarations, blocks, problem: syntaxProblem(typescript, text) };
}

/** The first syntax error of a text. */
export function syntaxProblem(typescript: TypeScript, text: string): Outline["problem"] {
  const compilerOptions = { target: typescript.ScriptTarget.ES2022, module: typescript.ModuleKind.ESNext };
  const [problem] = typescript.transpileModule(text, { reportDiagnostics: true, compilerOptions }).diagnostics ?? [];
  if (problem === undefined) return undefined;
  const message = typescript.flattenDiagnosticMessageText(problem.messageText, " ");
  return { message, start: problem.start ?? 0, length: problem.length ?? 1 };
}

function importOf(typescript: TypeScript, statement: ts.ImportDeclaration): Import {
  const clause = statement.importClause;
  const names: ImportedName[] = [];
  const allTypes = clause?.isTypeOnly === true;
  if (clause?.name !== undefined) {
    names.push({ name: clause.name.text, text: clause.name.text, typeOnly: allTypes, span: undefined });
  }
  const bindings = clause?.namedBindings;
  if (bindings !== undefined && typescript.isNamespaceImport(bindings)) {
    names.push({ name: bindings.name.text, text: bindings.getText(), typeOnly: allTypes, span: undefined });
  }
  for (const specifier of bindings !== undefined && typescript.isNamedImports(bindings) ? bindings.elements : []) {
    const span = { start: specifier.getStart(), end: specifier.end };
    const typeOnly = allTypes || specifier.isTypeOnly;
    names.push({ name: specifier.name.text, text: specifier.getText(), typeOnly, span });
  }
  const module = typescript.isStringLiteral(statement.moduleSpecifier) ? statement.moduleSpecifier.text : "";
  return { start: statement.getStart(), end: statement.end, module, names };
}

function declaredBy(typescript: TypeScript, statement: ts.Statement): readonly string[] {
  if (typescript.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((declaration) => declaration.name.getText());
  }
  const named =
    typescript.isClassDeclaration(statement) ||
    typescript.isInterfaceDeclaration(statement) ||
    typescript.isTypeAliasDeclaration(statement) ||
    typescript.isFunctionDeclaration(statement);
  return named && statement.name !== undefined ? [statement.name.text] : [];
}

function addClass(typescript: TypeScript, statement: ts.ClassDeclaration, blocks: Map<string, Block>): void {
  const title = `class ${statement.name?.text ?? "default"}`;
  const otherNames: string[] = [];
  for (const member of statement.members) {
    const isConstructor = typescript.isConstructorDeclaration(member);
    if (!isConstructor && !typescript.isMethodDeclaration(member)) continue;
    const parameters = member.parameters.map((parameter) => parameter.name.getText());
    if (isConstructor)
      otherNames.push(...member.parameters.filter(isProperty(typescript)).map((it) => it.name.getText()));
    if (member.body === undefined) continue;
    addLists(typescript, title, member.body, blocks);
    const elements = member.body.statements.map((it) => element(it, statementSubject(it.getText())));
    const name = isConstructor ? "constructor" : member.name.getText();
    blocks.set(`${title}, ${name}`, {
      kind: "statements",
      ...inside(member.body),
      elements,
      otherNames: [],
      parameters,
    });
  }
  const elements = statement.members.map((member) => ({
    ...element(member, memberName(typescript, member)),
    hasBody: hasBody(typescript, member),
  }));
  const open = statement.members.pos;
  blocks.set(title, { kind: "members", open, close: statement.end - 1, elements, otherNames, parameters: [] });
}

/** The `[userTable, orderTable]` of `this.database = openDatabase(…, [userTable, orderTable])`. */
function addLists(typescript: TypeScript, title: string, body: ts.Block, blocks: Map<string, Block>): void {
  for (const statement of body.statements) {
    const assigned = assignedCall(typescript, statement);
    const list = assigned?.arguments.find((argument) => typescript.isArrayLiteralExpression(argument));
    const name = statementSubject(statement.getText());
    if (list === undefined || name === undefined) continue;
    const elements = list.elements.map((it) => element(it, it.getText()));
    const block: Block = { kind: "properties", ...inside(list), elements, otherNames: [], parameters: [] };
    blocks.set(`${title}, list of ${name}`, block);
  }
}

function assignedCall(typescript: TypeScript, statement: ts.Statement): ts.CallExpression | undefined {
  if (!typescript.isExpressionStatement(statement) || !typescript.isBinaryExpression(statement.expression))
    return undefined;
  const { right } = statement.expression;
  return typescript.isCallExpression(right) ? right : undefined;
}

function isProperty(typescript: TypeScript): (parameter: ts.ParameterDeclaration) => boolean {
  return (parameter) => typescript.getModifiers(parameter)?.length !== undefined;
}

function memberName(typescript: TypeScript, member: ts.ClassElement): string | undefined {
  return typescript.isConstructorDeclaration(member) ? "constructor" : member.name?.getText();
}

function hasBody(typescript: TypeScript, member: ts.ClassElement): boolean {
  return typescript.isConstructorDeclaration(member) || typescript.isMethodDeclaration(member);
}

/** The `cache` of `this.cache = …` and of `await this.cache.close()`. */
function statementSubject(text: string): string | undefined {
  return /^(?:await )?this\.(?<name>[\w$]+)/u.exec(text)?.groups?.["name"];
}

/** The object of `const Config = RestConf.extend({ … })`, also when more calls follow it. */
function addObjects(typescript: TypeScript, statement: ts.VariableStatement, blocks: Map<string, Block>): void {
  for (const { name, initializer } of statement.declarationList.declarations) {
    const object = initializer === undefined ? undefined : schemaObject(typescript, initializer);
    if (object === undefined) continue;
    const elements = object.properties.map((property) => element(property, property.name?.getText()));
    const block: Block = { kind: "properties", ...inside(object), elements, otherNames: [], parameters: [] };
    blocks.set(`const ${name.getText()}`, block);
  }
}

function schemaObject(typescript: TypeScript, expression: ts.Expression): ts.ObjectLiteralExpression | undefined {
  if (!typescript.isCallExpression(expression) || !typescript.isPropertyAccessExpression(expression.expression)) {
    return undefined;
  }
  const [argument] = expression.arguments;
  const isSchema = /^(?:safeExtend|extend|object|strictObject|looseObject)$/u.test(expression.expression.name.text);
  if (isSchema && argument !== undefined && typescript.isObjectLiteralExpression(argument)) return argument;
  return schemaObject(typescript, expression.expression.expression);
}

function element(node: ts.Node, name: string | undefined): Element {
  const unquoted = name?.replaceAll(/^["']|["']$/gu, "");
  return { name: unquoted, start: node.getStart(undefined, true), end: node.end, hasBody: false };
}

function inside(node: ts.Node): { readonly open: number; readonly close: number } {
  return { open: node.getStart() + 1, close: node.end - 1 };
}

import type { IToken } from "chevrotain";
import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { InfoStatement, ImportStatement, Statement, SyntaxStatement, TypeStatement } from "./ast.ts";
import { entriesOf } from "./build-entry.ts";
import { serviceOf } from "./build-service.ts";
import { typeDeclarationOf } from "./build-type.ts";
import { literalOf, nodeSpan, soundNodes, tokenSpan } from "./building.ts";
import type { Building, Place } from "./building.ts";
import type {
  FileCstNode,
  ImportsCstNode,
  InfoCstNode,
  StatementCstNode,
  SyntaxCstNode,
  TypesCstNode,
} from "./cst.d.ts";

export interface BuiltFile {
  readonly statements: readonly Statement[];
  readonly declaresAllTypes: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** The text that a tree was made from. */
export type BuildingText = Omit<Building, "diagnostics">;

/** Makes the statements of a file from its syntax tree; where recovery left holes in the tree, a part is left out. */
export function buildFile(tree: FileCstNode, text: BuildingText): BuiltFile {
  const building: Building = { ...text, diagnostics: [] };
  const statements = (tree.children.statement ?? []).flatMap((node) =>
    isGuessed(node.children) ? [] : (statementOf(building, node) ?? []),
  );
  reportSecond(building, statements, "syntax");
  reportSecond(building, statements, "info");
  const declaresAllTypes = hasAllTypes(building, tree, statements);
  return { statements, declaresAllTypes, diagnostics: building.diagnostics };
}

/** A mistake well inside a service or an `info` hides no type; elsewhere a declaration may have been taken for another. */
function hasAllTypes(building: Building, tree: FileCstNode, statements: readonly Statement[]): boolean {
  const nodes = (tree.children.statement ?? []).map(({ children }) => children);
  const harmless = nodes.flatMap(({ service, info }) => nodeSpan(building, service?.[0] ?? info?.[0]) ?? []);
  const isHarmless = ({ start, end }: Place) => harmless.some((span) => span.start < start && end < span.end);
  const written = nodes.flatMap(({ types }) => types?.[0]?.children.typeDeclaration ?? []);
  const read = statements.flatMap((statement) => (statement.kind === "type" ? statement.declarations : []));
  return written.length === read.length && building.mistakes.every(isHarmless);
}

function statementOf(building: Building, { children }: StatementCstNode): Statement | undefined {
  reportSemicolon(building, children.Semicolon?.[0]);
  if (children.syntax?.[0] !== undefined) return syntaxOf(building, children.syntax[0]);
  if (children.info?.[0] !== undefined) return infoOf(building, children.info[0]);
  if (children.imports?.[0] !== undefined) return importOf(building, children.imports[0]);
  if (children.types?.[0] !== undefined) return typesOf(building, children.types[0]);
  if (children.service?.[0] !== undefined) return serviceOf(building, children.service[0]);
  return undefined;
}

/** Whether the word that a statement begins with stands nowhere in the text: what the rest means is then not known. */
function isGuessed({ syntax, info, imports, types }: StatementCstNode["children"]): boolean {
  const words = [syntax?.[0]?.children.Syntax, info?.[0]?.children.Info, imports?.[0]?.children.Import];
  const [word] = [...words, types?.[0]?.children.Type].flatMap((one) => one ?? []);
  return word?.isInsertedInRecovery === true;
}

function reportSemicolon({ source, diagnostics }: Building, semicolon: IToken | undefined): void {
  if (semicolon !== undefined) diagnostics.push(diagnose("API1025", tokenSpan(source, semicolon), {}));
}

function syntaxOf(building: Building, node: SyntaxCstNode): SyntaxStatement | undefined {
  const value = literalOf(building, node.children.StringLiteral?.[0]);
  const span = nodeSpan(building, node);
  if (value === undefined || span === undefined) return undefined;
  if (value.text !== "v1") {
    building.diagnostics.push(diagnose("API1015", value.span, { value: `"${value.text}"` }));
  }
  return { kind: "syntax", value, span };
}

function infoOf(building: Building, node: InfoCstNode): InfoStatement | undefined {
  const span = nodeSpan(building, node);
  return span && { kind: "info", entries: entriesOf(building, node), span };
}

function importOf(building: Building, node: ImportsCstNode): ImportStatement | undefined {
  const span = nodeSpan(building, node);
  const paths = (node.children.StringLiteral ?? []).flatMap((token) => literalOf(building, token) ?? []);
  return span && { kind: "import", paths, span };
}

function typesOf(building: Building, node: TypesCstNode): TypeStatement | undefined {
  const span = nodeSpan(building, node);
  const declarations = soundNodes(building, node, node.children.typeDeclaration).flatMap(
    (child) => typeDeclarationOf(building, child) ?? [],
  );
  return span && { kind: "type", declarations, span };
}

function reportSecond(building: Building, statements: readonly Statement[], kind: "syntax" | "info"): void {
  const [first, ...others] = statements.filter((statement) => statement.kind === kind);
  for (const other of others) {
    const related = first === undefined ? [] : [{ message: "the first stands here", span: first.span }];
    building.diagnostics.push(diagnose("API1012", other.span, { statement: `"${kind}"` }, { related }));
  }
}

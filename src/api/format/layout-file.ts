import type { FileCstNode, ImportsCstNode, StatementCstNode } from "../cst.d.ts";
import { isValue, layoutEntries, sayAnything } from "./layout-entries.ts";
import { layoutService } from "./layout-service.ts";
import { layoutTypes } from "./layout-types.ts";
import type { Layout } from "./layout.ts";

/** Lays out a whole file: its statements in their order, with a blank line between them. */
export function layoutFile(layout: Layout, { children }: FileCstNode): void {
  let previous: StatementCstNode | undefined;
  for (const statement of children.statement ?? []) {
    if (!saysSomething(statement) && layout.omitUnlessCommented([statement])) continue;
    if (previous !== undefined && isSingleImport(previous) && isSingleImport(statement)) layout.line(statement, 0);
    else layout.paragraph(statement, 0);
    layoutStatement(layout, statement);
    previous = statement;
  }
}

function saysSomething({ children }: StatementCstNode): boolean {
  const { info, imports, types } = children;
  if (info?.[0] !== undefined) return sayAnything(info[0].children.entry ?? []);
  if (imports?.[0] !== undefined) return (imports[0].children.StringLiteral ?? []).some(isValue);
  if (types?.[0] !== undefined) return types[0].children.typeDeclaration !== undefined;
  return true;
}

function isSingleImport({ children }: StatementCstNode): boolean {
  return children.imports?.[0] !== undefined && children.imports[0].children.LeftParenthesis === undefined;
}

function layoutStatement(layout: Layout, { children }: StatementCstNode): void {
  layout.spaces(children.Semicolon?.[0], 0);
  if (children.info?.[0] !== undefined) layoutEntries(layout, children.info[0], 0);
  if (children.imports?.[0] !== undefined) layoutImports(layout, children.imports[0]);
  if (children.types?.[0] !== undefined) layoutTypes(layout, children.types[0]);
  if (children.service?.[0] !== undefined) layoutService(layout, children.service[0]);
}

function layoutImports(layout: Layout, { children }: ImportsCstNode): void {
  if (children.LeftParenthesis === undefined) return;
  for (const path of children.StringLiteral ?? []) layout.line(path, 1);
  layout.line(children.RightParenthesis?.[0], 0);
}

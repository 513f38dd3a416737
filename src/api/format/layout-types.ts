import type { IToken } from "chevrotain";
import type {
  DataTypeCstNode,
  MemberCstNode,
  PrefixCstNode,
  StructCstNode,
  TypeDeclarationCstNode,
  TypesCstNode,
} from "../cst.d.ts";
import type { Layout } from "./layout.ts";

/** Lays out `type`, alone or as a group. */
export function layoutTypes(layout: Layout, { children }: TypesCstNode): void {
  const [first] = children.typeDeclaration ?? [];
  if (children.LeftParenthesis === undefined) {
    if (first !== undefined) layoutDataType(layout, first.children.dataType[0], 0);
    return;
  }
  for (const declaration of children.typeDeclaration ?? []) layoutGrouped(layout, declaration);
  layout.close(children.RightParenthesis?.[0], 0);
}

/** As goctl has it, in a group two spaces stand before a type that needs no further line and is no list or map. */
function layoutGrouped(layout: Layout, declaration: TypeDeclarationCstNode): void {
  const [type] = declaration.children.dataType;
  layout.line(declaration, 1);
  layoutDataType(layout, type, 1);
  if (!isOverLines(layout, type) && !isContainer(type)) layout.spaces(type, 2);
}

/** Lays out a type without spaces in it. */
export function layoutDataType(layout: Layout, node: DataTypeCstNode | undefined, indent: number): void {
  if (node === undefined) return;
  const { prefix = [], struct = [], ...core } = node.children;
  for (const each of prefix) layoutPrefix(layout, each, indent);
  for (const token of Object.values(core).flat()) layout.spaces(token, 0);
  if (struct[0] !== undefined) {
    layoutStruct(layout, struct[0], indent);
    layout.spaces(struct[0], core.Struct === undefined ? 0 : 1);
  }
  // What stands before the whole of it is for the caller to say.
  layout.spaces(node, 1);
}

function layoutPrefix(layout: Layout, { children }: PrefixCstNode, indent: number): void {
  const { dataType = [], ...signs } = children;
  for (const token of Object.values(signs).flat()) layout.spaces(token, 0);
  layoutDataType(layout, dataType[0], indent);
  layout.spaces(dataType[0], 0);
}

function layoutStruct(layout: Layout, { children }: StructCstNode, indent: number): void {
  let previous: MemberCstNode | undefined;
  for (const member of children.member ?? []) {
    layoutMember(layout, member, indent + 1);
    if (previous !== undefined && isOutOfPlace(layout, previous, member)) layout.spaces(member, 1);
    previous = member;
  }
  layout.close(children.RightBrace[0], indent);
}

/** Two types behind one name are a mistake; a line break before the second would make an embedded type of it. */
function isOutOfPlace(layout: Layout, previous: MemberCstNode, { children, location }: MemberCstNode): boolean {
  return (
    children.dataType === undefined &&
    !layout.hasLineBreak(previous.location?.endOffset ?? 0, location?.startOffset ?? 0)
  );
}

function layoutMember(layout: Layout, member: MemberCstNode, indent: number): void {
  const { children } = member;
  for (const comma of children.Comma ?? []) layout.spaces(comma, 0);
  if (children.Star !== undefined) layout.spaces(children.Name?.[0], 0);
  layout.line(member, indent);
  const [type] = children.dataType ?? [];
  if (type !== undefined) layoutField(layout, type, children.RawString?.[0], indent);
  else if (children.RawString !== undefined) {
    // goctl puts an embedded type with a tag at the start of the line.
    layout.line(member, 0);
    layout.column(children.RawString[0], 1);
  }
}

/** Names, types and tags stand in columns, but for a struct in place: it is its own block. */
function layoutField(layout: Layout, type: DataTypeCstNode, tag: IToken | undefined, indent: number): void {
  layoutDataType(layout, type, indent);
  if (type.children.struct === undefined) {
    layout.column(type, 1);
    layout.column(tag, 1);
  } else if (!isOverLines(layout, type)) layout.column(type, 2);
}

/** Whether a type is a struct with something in it. */
function isOverLines(layout: Layout, type: DataTypeCstNode | undefined): boolean {
  return (type?.children.struct ?? []).some(
    ({ children: { LeftBrace, member, RightBrace } }) =>
      member !== undefined || layout.hasComment(LeftBrace[0]?.startOffset ?? 0, RightBrace[0]?.startOffset ?? 0),
  );
}

function isContainer(type: DataTypeCstNode | undefined): boolean {
  return type?.children.prefix?.some(({ children }) => children.Star === undefined) === true;
}

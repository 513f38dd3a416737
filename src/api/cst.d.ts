import type { CstNode, IToken } from "chevrotain";

export interface FileCstNode extends CstNode {
  name: "file";
  children: FileCstChildren;
}

export type FileCstChildren = {
  statement?: StatementCstNode[];
};

export interface StatementCstNode extends CstNode {
  name: "statement";
  children: StatementCstChildren;
}

export type StatementCstChildren = {
  syntax?: SyntaxCstNode[];
  info?: InfoCstNode[];
  imports?: ImportsCstNode[];
  types?: TypesCstNode[];
  service?: ServiceCstNode[];
  Semicolon?: IToken[];
};

export interface SyntaxCstNode extends CstNode {
  name: "syntax";
  children: SyntaxCstChildren;
}

export type SyntaxCstChildren = {
  Syntax: IToken[];
  Equals: IToken[];
  StringLiteral: IToken[];
};

export interface InfoCstNode extends CstNode {
  name: "info";
  children: InfoCstChildren;
}

export type InfoCstChildren = {
  Info: IToken[];
  LeftParenthesis: IToken[];
  entry?: EntryCstNode[];
  RightParenthesis: IToken[];
};

export interface EntryCstNode extends CstNode {
  name: "entry";
  children: EntryCstChildren;
}

export type EntryCstChildren = {
  Name: IToken[];
  Colon?: IToken[];
  StringLiteral?: IToken[];
  RawString?: IToken[];
  plainText?: PlainTextCstNode[];
};

export interface PlainTextCstNode extends CstNode {
  name: "plainText";
  children: PlainTextCstChildren;
}

export type PlainTextCstChildren = {
  PlainText?: IToken[];
  parenthesized?: ParenthesizedCstNode[];
};

export interface ParenthesizedCstNode extends CstNode {
  name: "parenthesized";
  children: ParenthesizedCstChildren;
}

export type ParenthesizedCstChildren = {
  LeftParenthesis: IToken[];
  PlainText?: IToken[];
  parenthesized?: ParenthesizedCstNode[];
  RightParenthesis: IToken[];
};

export interface ImportsCstNode extends CstNode {
  name: "imports";
  children: ImportsCstChildren;
}

export type ImportsCstChildren = {
  Import: IToken[];
  StringLiteral?: IToken[];
  LeftParenthesis?: IToken[];
  RightParenthesis?: IToken[];
};

export interface TypesCstNode extends CstNode {
  name: "types";
  children: TypesCstChildren;
}

export type TypesCstChildren = {
  Type: IToken[];
  typeDeclaration?: TypeDeclarationCstNode[];
  LeftParenthesis?: IToken[];
  RightParenthesis?: IToken[];
};

export interface TypeDeclarationCstNode extends CstNode {
  name: "typeDeclaration";
  children: TypeDeclarationCstChildren;
}

export type TypeDeclarationCstChildren = {
  Name: IToken[];
  Equals?: IToken[];
  dataType: DataTypeCstNode[];
};

export interface DataTypeCstNode extends CstNode {
  name: "dataType";
  children: DataTypeCstChildren;
}

export type DataTypeCstChildren = {
  prefix?: PrefixCstNode[];
  Struct?: IToken[];
  struct?: StructCstNode[];
  InterfaceBraces?: IToken[];
  Name?: IToken[];
  Dot?: IToken[];
  Member?: IToken[];
};

export interface PrefixCstNode extends CstNode {
  name: "prefix";
  children: PrefixCstChildren;
}

export type PrefixCstChildren = {
  Star?: IToken[];
  LeftBracket?: IToken[];
  Integer?: IToken[];
  Ellipsis?: IToken[];
  RightBracket?: IToken[];
  MapWord?: IToken[];
  dataType?: DataTypeCstNode[];
};

export interface StructCstNode extends CstNode {
  name: "struct";
  children: StructCstChildren;
}

export type StructCstChildren = {
  LeftBrace: IToken[];
  member?: MemberCstNode[];
  RightBrace: IToken[];
};

export interface MemberCstNode extends CstNode {
  name: "member";
  children: MemberCstChildren;
}

export type MemberCstChildren = {
  Star?: IToken[];
  Name?: IToken[];
  Comma?: IToken[];
  dataType?: DataTypeCstNode[];
  RawString?: IToken[];
};

export interface ServiceCstNode extends CstNode {
  name: "service";
  children: ServiceCstChildren;
}

export type ServiceCstChildren = {
  server?: ServerCstNode[];
  Service: IToken[];
  Name: IToken[];
  Minus?: IToken[];
  LeftBrace: IToken[];
  item?: ItemCstNode[];
  RightBrace: IToken[];
};

export interface ItemCstNode extends CstNode {
  name: "item";
  children: ItemCstChildren;
}

export type ItemCstChildren = {
  doc?: DocCstNode[];
  server?: ServerCstNode[];
  jwt?: JwtCstNode[];
  handler?: HandlerCstNode[];
  route?: RouteCstNode[];
};

export interface JwtCstNode extends CstNode {
  name: "jwt";
  children: JwtCstChildren;
}

export type JwtCstChildren = {
  AtJwt: IToken[];
  Name: IToken[];
};

export interface HandlerCstNode extends CstNode {
  name: "handler";
  children: HandlerCstChildren;
}

export type HandlerCstChildren = {
  AtHandler: IToken[];
  Name: IToken[];
};

export interface DocCstNode extends CstNode {
  name: "doc";
  children: DocCstChildren;
}

export type DocCstChildren = {
  AtDoc: IToken[];
  text?: TextCstNode[];
  LeftParenthesis?: IToken[];
  RightParenthesis?: IToken[];
  entry?: EntryCstNode[];
};

export interface TextCstNode extends CstNode {
  name: "text";
  children: TextCstChildren;
}

export type TextCstChildren = {
  StringLiteral?: IToken[];
  RawString?: IToken[];
};

export interface ServerCstNode extends CstNode {
  name: "server";
  children: ServerCstChildren;
}

export type ServerCstChildren = {
  AtServer: IToken[];
  LeftParenthesis: IToken[];
  serverEntry?: ServerEntryCstNode[];
  RightParenthesis: IToken[];
};

export interface ServerEntryCstNode extends CstNode {
  name: "serverEntry";
  children: ServerEntryCstChildren;
}

export type ServerEntryCstChildren = {
  Name: IToken[];
  Colon: IToken[];
  StringLiteral?: IToken[];
  ServerText?: IToken[];
};

export interface RouteCstNode extends CstNode {
  name: "route";
  children: RouteCstChildren;
}

export type RouteCstChildren = {
  Method: IToken[];
  path?: PathCstNode[];
  StringLiteral?: IToken[];
  request?: BodyCstNode[];
  Returns?: IToken[];
  response?: BodyCstNode[];
  Semicolon?: IToken[];
};

export interface PathCstNode extends CstNode {
  name: "path";
  children: PathCstChildren;
}

export type PathCstChildren = {
  Path: IToken[];
  PlainText?: IToken[];
};

export interface BodyCstNode extends CstNode {
  name: "body";
  children: BodyCstChildren;
}

export type BodyCstChildren = {
  LeftParenthesis: IToken[];
  dataType?: DataTypeCstNode[];
  RightParenthesis: IToken[];
};

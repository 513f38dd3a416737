import type { SourceFile } from "../text/source-file.ts";
import type { Span } from "../text/span.ts";

/** One `.api` file as written. Nothing is resolved; what could not be read is left out. */
export interface ApiFile {
  readonly source: SourceFile;
  readonly statements: readonly Statement[];
  /** In source order. */
  readonly comments: readonly Comment[];
  /** Whether no declaration of a type is among what could not be read. */
  readonly declaresAllTypes: boolean;
}

export type Statement = SyntaxStatement | InfoStatement | ImportStatement | TypeStatement | ServiceStatement;

export interface SyntaxStatement {
  readonly kind: "syntax";
  readonly value: Literal;
  readonly span: Span;
}

export interface InfoStatement {
  readonly kind: "info";
  readonly entries: readonly Entry[];
  readonly span: Span;
}

export interface ImportStatement {
  readonly kind: "import";
  readonly paths: readonly Literal[];
  readonly span: Span;
}

export interface TypeStatement {
  readonly kind: "type";
  readonly declarations: readonly TypeDeclaration[];
  readonly span: Span;
}

export interface ServiceStatement {
  readonly kind: "service";
  readonly server: ServerNode | undefined;
  /** Undefined if no name stands there. */
  readonly name: Name | undefined;
  readonly routes: readonly RouteNode[];
  readonly span: Span;
}

export interface Name {
  readonly text: string;
  readonly span: Span;
}

/** A text in quotes or backticks, `text` being what stands between them. */
export interface Literal {
  readonly text: string;
  readonly span: Span;
}

export interface Comment {
  /** With its delimiters. */
  readonly text: string;
  readonly span: Span;
}

/** `key: value` in `info`, `@doc` and `@server`. */
export interface Entry {
  readonly key: Name;
  /** Without quotes. */
  readonly value: string;
  readonly quoted: boolean;
  readonly valueSpan: Span;
}

export interface TypeDeclaration {
  readonly name: Name;
  readonly type: TypeNode;
  /** Comment lines straight above and behind it, without delimiters. */
  readonly documentation: readonly string[];
  readonly span: Span;
}

export type TypeNode =
  | { readonly kind: "name"; readonly name: string; readonly span: Span }
  /** `time.Time` and its like. */
  | { readonly kind: "member"; readonly name: string; readonly span: Span }
  | { readonly kind: "interface"; readonly span: Span }
  | { readonly kind: "pointer"; readonly target: TypeNode; readonly span: Span }
  /** `[]T`, `[5]T`, `[...]T`: the length is the text between the brackets. */
  | { readonly kind: "array"; readonly length: string; readonly element: TypeNode; readonly span: Span }
  | { readonly kind: "map"; readonly key: TypeNode; readonly value: TypeNode; readonly span: Span }
  | StructNode;

export interface StructNode {
  readonly kind: "struct";
  readonly members: readonly MemberNode[];
  readonly span: Span;
}

export type MemberNode = FieldNode | EmbeddedNode;

export interface FieldNode {
  readonly kind: "field";
  /** Several names share one type and one tag. */
  readonly names: readonly Name[];
  readonly type: TypeNode;
  readonly tag: Literal | undefined;
  readonly documentation: readonly string[];
  readonly span: Span;
}

interface EmbeddedNode {
  readonly kind: "embedded";
  readonly name: Name;
  readonly pointer: boolean;
  readonly tag: Literal | undefined;
  readonly span: Span;
}

export interface ServerNode {
  readonly entries: readonly Entry[];
  readonly span: Span;
}

export interface RouteNode {
  readonly handler: Name;
  readonly method: Name;
  readonly path: Name;
  readonly request: BodyNode | undefined;
  readonly response: BodyNode | undefined;
  /** The text of `@doc "…"`, or its entries. */
  readonly doc: DocNode | undefined;
  /** `@server(…)` before this route alone. */
  readonly server: ServerNode | undefined;
  /** `@jwt Auth` before this route alone. */
  readonly jwt: Name | undefined;
  readonly documentation: readonly string[];
  /** From the method to the end of the path, which is what messages about the route point at. */
  readonly span: Span;
}

/** `(T)`; `()` has no type. */
export interface BodyNode {
  readonly type: TypeNode | undefined;
  readonly span: Span;
}

export interface DocNode {
  readonly text: string | undefined;
  readonly entries: readonly Entry[];
  readonly span: Span;
}

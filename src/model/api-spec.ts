import type { Span } from "../text/span.ts";

/** What a contract means, all names resolved: the one thing that the emitters read. */
export interface ApiSpec {
  /** File name of the main `.api` file without folders, as generated headers show it. */
  readonly source: string;
  /** The entries of the `info` block in source order, values without their quotes. */
  readonly info: readonly Property[];
  /** The declared types in source order, those of imported files first. */
  readonly types: readonly StructType[];
  /** The service's name as written, such as `user-api`. */
  readonly service: string;
  /** Where the name first stands. */
  readonly serviceSpan: Span;
  /** Every route in source order, imported files first. */
  readonly routes: readonly Route[];
}

export interface Property {
  readonly key: string;
  readonly value: string;
}

/** A named struct. */
export interface StructType {
  readonly name: string;
  readonly documentation: Documentation;
  readonly members: readonly Member[];
  readonly span: Span;
}

/** The author's comment lines, without `//`, `/*` and stars; they become JSDoc. */
export type Documentation = readonly string[];

export type Member = Field | Embedded;

export interface Field {
  readonly kind: "field";
  /** The Go name as written. */
  readonly name: string;
  readonly type: Type;
  readonly tag: FieldTag;
  /** What a `validate` tag asks of its values, such as `["required", "min=3"]`; fields are named as on the wire. */
  readonly rules: readonly string[];
  readonly documentation: Documentation;
  readonly span: Span;
}

/** A struct whose fields count as fields of the struct around it. */
export interface Embedded {
  readonly kind: "embedded";
  readonly name: string;
  readonly pointer: boolean;
  readonly span: Span;
}

export type PrimitiveName =
  | "bool"
  | "int"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "uintptr"
  | "float32"
  | "float64"
  | "complex64"
  | "complex128"
  | "string"
  | "byte"
  | "rune";

export type Type =
  | { readonly kind: "primitive"; readonly name: PrimitiveName }
  /** `any` and `interface{}`. */
  | { readonly kind: "any" }
  /** `time.Time`: an RFC 3339 text. */
  | { readonly kind: "time" }
  /** A file of a multipart form: `File`, where the contract declares no type of that name. */
  | { readonly kind: "file" }
  /** `[]T` (length undefined) and `[n]T`. */
  | { readonly kind: "array"; readonly element: Type; readonly length: number | undefined }
  | { readonly kind: "map"; readonly key: Type; readonly value: Type }
  | { readonly kind: "pointer"; readonly target: Type }
  /** A declared struct; the name is one of `ApiSpec.types`. */
  | { readonly kind: "reference"; readonly name: string }
  /** An anonymous struct written in place. */
  | { readonly kind: "struct"; readonly members: readonly Member[] };

/** Where a value comes from: the key of its tag, but for a file, whose key is `form`. */
export type Source = "path" | "form" | "header" | "json" | "file";

/** A field's tag, read. A field without any go-zero key is a JSON field under its Go name. */
export interface FieldTag {
  /** One for each of `path`, `form`, `header`, `json` that the tag has, in that order; none for `json:"-"`. A file has one, `file`. */
  readonly bindings: readonly Binding[];
  /** Keys of other libraries (`validate`, `gorm`, …), in source order, values without quotes. */
  readonly other: readonly Property[];
}

/** One key of a tag with its options, such as `form:"page,default=1,range=[1:100]"`. */
export interface Binding {
  readonly source: Source;
  /** The name on the wire; the Go name when the tag gives none; `-` never occurs (such a field has no binding for the source). */
  readonly name: string;
  readonly optional: boolean;
  /** `optional=other` or `optional=!other`: the other field's wire name. */
  readonly optionalWith: { readonly name: string; readonly negated: boolean } | undefined;
  readonly omitEmpty: boolean;
  /** `,string`: the value is quoted on the wire. */
  readonly asString: boolean;
  readonly inherit: boolean;
  readonly default: string | undefined;
  /** The allowed texts of `options=a|b` or `options=[a,b]`. */
  readonly options: readonly string[] | undefined;
  readonly range: Range | undefined;
}

/** `range=[1:5)`; an absent bound is undefined. */
export interface Range {
  readonly minimum: number | undefined;
  readonly minimumIncluded: boolean;
  readonly maximum: number | undefined;
  readonly maximumIncluded: boolean;
}

export type HttpMethod = "get" | "head" | "post" | "put" | "patch" | "delete" | "connect" | "options" | "trace";

export interface Route {
  readonly method: HttpMethod;
  /** As written in the route, without the prefix: `/user/:id`. */
  readonly path: string;
  /** Prefix and path joined and cleaned as go-zero does: what a client asks for. */
  readonly fullPath: string;
  /** The handler's name as written, without a `Handler` suffix. */
  readonly handler: string;
  readonly handlerSpan: Span;
  /**
   * A declared struct, whose fields come from where their tags say; any other type is the whole body as JSON. Never a
   * pointer. Undefined when the route takes nothing.
   */
  readonly request: Type | undefined;
  readonly response: Type | undefined;
  readonly spelling: RouteSpelling;
  /** The text of `@doc`, or its `summary`; undefined when the route has neither. */
  readonly summary: string | undefined;
  /** `@doc` text or its `summary`, then comment lines above the route. */
  readonly documentation: Documentation;
  readonly docProperties: readonly Property[];
  readonly server: ServerOptions;
  readonly span: Span;
}

/** What a route consists of as the contract spells it, empty where there is nothing. */
interface RouteSpelling {
  /** With a `Handler` suffix if it has one. */
  readonly handler: string;
  /** Such as `*LoginReq`. */
  readonly request: string;
  /** Such as `[]*User`. */
  readonly response: string;
}

/** The `@server` keys that hold for a route: its block's, overridden by those written before the route itself. */
export interface ServerOptions {
  /** Folder below `internal/handler` and `internal/logic`, `/`-separated, without leading or trailing slash; empty for none. */
  readonly group: string;
  /** Cleaned: `/v1`, or empty for none. */
  readonly prefix: string;
  /** Name of the config section that holds the secret, such as `Auth`. */
  readonly jwt: string | undefined;
  readonly jwtTransition: string | undefined;
  readonly middlewares: readonly string[];
  /** Whole milliseconds. */
  readonly timeout: number | undefined;
  /** Bytes. */
  readonly maxBytes: number | undefined;
  readonly signature: boolean;
  readonly sse: boolean;
  /** Whether the logic gets the bytes of the body, too. */
  readonly rawBody: boolean;
  /** Whether the answer is a file or another text, and not JSON. */
  readonly download: boolean;
  readonly redirect: boolean;
  /** Every key as written, for OpenAPI and plugins. */
  readonly properties: readonly Property[];
  /** Where the value of each key stands; that of `jwt` may come from an `@jwt`. */
  readonly places: ReadonlyMap<string, Span>;
}

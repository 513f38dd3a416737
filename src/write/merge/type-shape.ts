import { isContractFile } from "./bindings.ts";
import type { Bindings } from "./bindings.ts";
import type { ts, TypeScript } from "./open-typescript.ts";

/** What a type says, spelled in one way: `A[]` for `Array<A>`, the contract's names for aliases, nothing of `Readonly<…>`. */
export interface TypeShape {
  readonly text: string;
  /** The members of a union, or the type itself. */
  readonly members: readonly string[];
  /** Whether it is made of the contract's types and of base types alone, so that another text means another type. */
  readonly isPlain: boolean;
  readonly mentionsContract: boolean;
  /** Whether it mentions a type that the contract has no more. */
  readonly mentionsGone: boolean;
  /** The name of the namespace that the contract's types are taken from, if they are. */
  readonly namespace: string | undefined;
}

const baseTypes: ReadonlySet<string> = new Set(["Record", "Buffer"]);

export function typeShape(typescript: TypeScript, node: ts.TypeNode, bindings: Bindings): TypeShape {
  const reading: Reading = { isPlain: true, mentionsContract: false, mentionsGone: false, namespace: undefined };
  const reader = new ShapeReader(typescript, bindings, reading);
  const text = reader.read(node);
  const inner = withoutWrapper(typescript, node);
  const members = typescript.isUnionTypeNode(inner) ? inner.types.map((member) => reader.read(member)) : [text];
  return { ...reading, text, members };
}

/** The `A` of `(A)`, `Readonly<A>` and `readonly A`, which take whatever an `A` takes. */
export function withoutWrapper(typescript: TypeScript, node: ts.TypeNode): ts.TypeNode {
  if (typescript.isParenthesizedTypeNode(node)) return withoutWrapper(typescript, node.type);
  const [argument, ...others] = typescript.isTypeReferenceNode(node) ? (node.typeArguments ?? []) : [];
  const isReadonly =
    typescript.isTypeReferenceNode(node) && node.typeName.getText() === "Readonly" && others.length === 0;
  return isReadonly && argument !== undefined ? withoutWrapper(typescript, argument) : node;
}

interface Reading {
  isPlain: boolean;
  mentionsContract: boolean;
  mentionsGone: boolean;
  namespace: string | undefined;
}

class ShapeReader {
  readonly #typescript: TypeScript;
  readonly #bindings: Bindings;
  readonly #reading: Reading;

  constructor(typescript: TypeScript, bindings: Bindings, reading: Reading) {
    this.#typescript = typescript;
    this.#bindings = bindings;
    this.#reading = reading;
  }

  read(wrapped: ts.TypeNode): string {
    const typescript = this.#typescript;
    const node = withoutWrapper(typescript, wrapped);
    if (typescript.isTypeReferenceNode(node)) return this.#reference(node);
    if (typescript.isArrayTypeNode(node)) return this.#list(node.elementType);
    if (typescript.isUnionTypeNode(node)) return node.types.map((member) => this.read(member)).join("|");
    const isReadonly = typescript.isTypeOperatorNode(node) && node.operator === typescript.SyntaxKind.ReadonlyKeyword;
    if (isReadonly) return this.read(node.type);
    const isNull = typescript.isLiteralTypeNode(node) && node.literal.kind === typescript.SyntaxKind.NullKeyword;
    if (isNull || isKeyword(typescript, node)) return node.getText();
    return this.#foreign(node);
  }

  #reference(node: ts.TypeReferenceNode): string {
    const name = this.#name(node.typeName);
    const [first, ...others] = node.typeArguments ?? [];
    if (first === undefined) return name;
    if (others.length === 0 && (name === "Array" || name === "ReadonlyArray")) return this.#list(first);
    if (!baseTypes.has(name)) this.#reading.isPlain = false;
    return `${name}<${[first, ...others].map((argument) => this.read(argument)).join(",")}>`;
  }

  #list(element: ts.TypeNode): string {
    const isUnion = this.#typescript.isUnionTypeNode(withoutWrapper(this.#typescript, element));
    return isUnion ? `(${this.read(element)})[]` : `${this.read(element)}[]`;
  }

  #name(name: ts.EntityName): string {
    if (this.#typescript.isIdentifier(name)) {
      const bound = this.#bindings.generated.get(name.text);
      if (bound !== undefined && isContractFile(bound.path)) return this.#contract(bound.name, bound.isGone);
      if (!/^(?:Array|ReadonlyArray)$/u.test(name.text) && !baseTypes.has(name.text)) this.#reading.isPlain = false;
      return name.text;
    }
    const namespace = this.#bindings.namespaces.get(name.left.getText());
    if (namespace === undefined || !isContractFile(namespace)) {
      this.#reading.isPlain = false;
      return name.getText();
    }
    this.#reading.namespace = name.left.getText();
    return this.#contract(name.right.text, !this.#bindings.isExported(namespace, name.right.text));
  }

  #contract(name: string, isGone: boolean): string {
    this.#reading.mentionsContract = true;
    this.#reading.mentionsGone ||= isGone;
    return name;
  }

  /** A type in a form that contracts do not lead to; what it mentions counts all the same. */
  #foreign(node: ts.Node): string {
    this.#reading.isPlain = false;
    this.#typescript.forEachChild(node, (child) => {
      if (this.#typescript.isTypeNode(child)) this.read(child);
      else this.#foreign(child);
    });
    return node.getText();
  }
}

function isKeyword(typescript: TypeScript, { kind }: ts.TypeNode): boolean {
  return kind >= typescript.SyntaxKind.FirstKeyword && kind <= typescript.SyntaxKind.LastKeyword;
}

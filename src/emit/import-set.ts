import { compareCodePoints } from "../text/compare-code-points.ts";

/**
 * The imports of one generated file, collected while its view is made: a name is imported exactly if it was asked for.
 * Packages come before relative modules, each in code point order, types in statements of their own.
 */
export class ImportSet {
  readonly #values = new Map<string, Set<string>>();
  readonly #types = new Map<string, Set<string>>();

  /** Returns the name and remembers that it has to be imported as a value. */
  value(name: string, from: string): string {
    remember(this.#values, name, from);
    return name;
  }

  /** Returns the name and remembers that it has to be imported as a type. */
  type(name: string, from: string): string {
    remember(this.#types, name, from);
    return name;
  }

  /** The import statements, packages and relative modules set apart by a blank line; empty if there are none. */
  text(): string {
    const modules = [...new Set([...this.#values.keys(), ...this.#types.keys()])].toSorted(compareCodePoints);
    const packages = modules.filter((module) => !module.startsWith("."));
    const relative = modules.filter((module) => module.startsWith("."));
    const blocks = [packages, relative].filter((block) => block.length > 0);
    return blocks.map((block) => block.flatMap((module) => this.#statements(module)).join("\n")).join("\n\n");
  }

  #statements(module: string): string[] {
    const values = sorted(this.#values.get(module));
    // A name that is imported as a value can be used as a type as well.
    const types = sorted(this.#types.get(module)).filter((name) => !values.includes(name));
    return [
      ...(types.length > 0 ? [`import type { ${types.join(", ")} } from "${module}";`] : []),
      ...(values.length > 0 ? [`import { ${values.join(", ")} } from "${module}";`] : []),
    ];
  }
}

function remember(names: Map<string, Set<string>>, name: string, from: string): void {
  const known = names.get(from);
  if (known === undefined) names.set(from, new Set([name]));
  else known.add(name);
}

function sorted(names: ReadonlySet<string> | undefined): string[] {
  return [...(names ?? [])].toSorted(compareCodePoints);
}

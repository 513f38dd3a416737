import type { Bindings } from "./bindings.ts";
import type { ts } from "./open-typescript.ts";

/** The names that a file has for what the wanted one imports. */
export class LocalNames {
  /** A name that the file has for something else. */
  taken: string | undefined;
  readonly #own: Bindings;
  readonly #wanted: Bindings;
  readonly #needed: Set<string>;

  constructor(own: Bindings, wanted: Bindings, needed: Set<string>) {
    this.#own = own;
    this.#wanted = wanted;
    this.#needed = needed;
  }

  typeText(type: ts.TypeNode | undefined, namespace: string | undefined): string {
    return (type?.getText() ?? "unknown").replaceAll(/[A-Za-z_$][\w$]*/gu, (word) => {
      const bound = this.#wanted.generated.get(word);
      return bound === undefined ? word : this.#local(bound.name, namespace);
    });
  }

  #local(name: string, namespace: string | undefined): string {
    const module = namespace === undefined ? undefined : this.#own.namespaces.get(namespace);
    if (namespace !== undefined && module !== undefined && this.#own.isExported(module, name))
      return `${namespace}.${name}`;
    const imported = [...this.#own.generated.values()].find((bound) => bound.name === name);
    if (imported !== undefined) return imported.local;
    if (this.#own.others.has(name) || this.#own.generated.has(name)) this.taken ??= name;
    this.#needed.add(name);
    return name;
  }
}

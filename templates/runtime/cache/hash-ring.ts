import { murmur3 } from "./murmur3.ts";

export interface RingNode {
  readonly host: string;
  /** The node's share, in relation to that of the others; more than 100 counts as 100, and 0 is no share. */
  readonly weight: number;
}

const MOST_POINTS = 100;

/** go-zero's consistent hashing: a node that comes or goes moves only its own keys, and every process finds the same node for a key. */
export class HashRing {
  readonly #points: readonly { readonly hash: bigint; readonly node: number }[];

  constructor(nodes: readonly RingNode[]) {
    this.#points = nodes
      .flatMap(({ host, weight }, node) =>
        Array.from({ length: Math.min(Math.max(weight, 0), MOST_POINTS) }, (_, number) => ({
          hash: murmur3(`${host}${number}`),
          node,
        })),
      )
      .toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  }

  /** The place, in the list given, of the node that has this key. */
  nodeOf(key: string): number {
    const hash = murmur3(key);
    let low = 0;
    let high = this.#points.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#points[middle]?.hash ?? 0n) < hash) low = middle + 1;
      else high = middle;
    }
    // Behind the last point comes the first.
    return (this.#points[low] ?? this.#points[0])?.node ?? 0;
  }
}

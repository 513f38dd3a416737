import { readFileSync } from "node:fs";

import { expect, it } from "vitest";

import { HashRing } from "../../../templates/runtime/cache/hash-ring.ts";
import type { RingNode } from "../../../templates/runtime/cache/hash-ring.ts";
import { murmur3 } from "../../../templates/runtime/cache/murmur3.ts";

/** What go-zero 1.10.3 gives. */
interface Vectors {
  readonly hash: Readonly<Record<string, string>>;
  readonly rings: readonly {
    readonly nodes: readonly RingNode[];
    readonly keyToNode: Readonly<Record<string, string>>;
  }[];
}

const vectors: Vectors = JSON.parse(readFileSync(new URL("consistent-hash.json", import.meta.url), "utf8"));

it("hashes as go-zero does", () => {
  const actual = Object.keys(vectors.hash).map((text) => [text, murmur3(text).toString()]);
  expect(Object.fromEntries(actual)).toEqual(vectors.hash);
});

it.each(vectors.rings)("finds go-zero's node for each key, with $nodes.length nodes", ({ nodes, keyToNode }) => {
  const ring = new HashRing(nodes);
  const actual = Object.keys(keyToNode).map((key) => [key, nodes[ring.nodeOf(key)]?.host]);
  expect(Object.fromEntries(actual)).toEqual(keyToNode);
});

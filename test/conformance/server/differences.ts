import type { Difference } from "../binding/differences.ts";

export const differences: readonly Difference[] = [
  {
    reason: "Node's parser refuses methods that it does not know",
    status: 400,
    cases: ["ping-unknown-method", "ping-lower-method"],
  },
  {
    reason: "no header of a client's switches its time limit off",
    status: 503,
    cases: ["slow-over-sse-accept-not-timed"],
  },
];

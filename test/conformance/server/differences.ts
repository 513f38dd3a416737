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
  { reason: "a list that a logic returns is never null", cases: ["encode-nil-list"] },
  { reason: "integers beyond 2^53 are not in a number", cases: ["encode-all"] },
];

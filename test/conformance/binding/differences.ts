/** Where a service answers otherwise than the case asks, on purpose; an entry that no longer differs fails the test. */
export interface Difference {
  readonly reason: string;
  /** The status that is right. Undefined where only the body differs. */
  readonly status?: number;
  readonly cases: readonly string[];
}

export const differences: readonly Difference[] = [
  { reason: "a parameter is never empty", status: 400, cases: ["root-get-param-empty"] },
  { reason: "encoded dots are data", status: 404, cases: ["dotdot-encoded"] },
  { reason: "Node closes the connection of a CONNECT that nobody listens to", status: 0, cases: ["connect"] },
  { reason: "a URL as proxies are sent it is not cut down to its path", status: 404, cases: ["absolute-uri"] },
  { reason: "no route of a contract is meant by a star", status: 404, cases: ["options-star"] },
];

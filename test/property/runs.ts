/** How often a property is tried: fifty times as often in the long run, `npm run test:long`. */
export function runs(usual: number): number {
  return process.env["TSGOCTL_LONG_TESTS"] === "1" ? usual * 50 : usual;
}

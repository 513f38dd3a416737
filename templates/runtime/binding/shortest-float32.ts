/**
 * The number that Go's float32 holds after this one was put in, as the shortest decimal that means it: 0.1 stays 0.1, and
 * 16777217 becomes 16777216. Infinite beyond the range.
 */
export function shortestFloat32(value: number): number {
  const rounded = Math.fround(value);
  if (rounded === value || Number.isNaN(value)) return value;
  for (let digits = 1; digits < 9; digits++) {
    const shortest = Number(rounded.toPrecision(digits));
    if (Math.fround(shortest) === rounded) return shortest;
  }
  return rounded;
}

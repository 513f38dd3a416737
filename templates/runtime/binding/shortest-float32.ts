/**
 * The number that Go's float32 holds after this one was put in, as the shortest decimal that means it: 0.1 stays 0.1, and
 * 2147483648 is written 2147483600. Infinite beyond the range.
 */
export function shortestFloat32(value: number): number {
  const rounded = Math.fround(value);
  for (let digits = 1; digits < 9; digits++) {
    const shortest = Number(rounded.toPrecision(digits));
    if (Math.fround(shortest) === rounded) return shortest;
  }
  return rounded;
}

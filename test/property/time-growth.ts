/** Four times the text takes about 4 times as long if time grows with its length, and about 16 times if it grows with the square. */
export const LINEAR_GROWTH = 10;

/** Below this many milliseconds the compiler and the garbage collector decide how long something takes. */
const MEASURABLE = 20;
const MAX_DOUBLINGS = 6;

/**
 * How many times as long `work` takes for four times the size, which is `size` or as much more as it takes to be measured. A busy
 * machine makes a single measurement worthless, so the best of several counts: what grows with the square does so each time.
 */
export function timeGrowth(work: (size: number) => void, size: number): number {
  let measured = size;
  for (let doubling = 0; doubling < MAX_DOUBLINGS && timeOf(work, measured) < MEASURABLE; doubling++) measured *= 2;
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 5 && best >= LINEAR_GROWTH; attempt++) {
    const small = timeOf(work, measured);
    best = Math.min(best, timeOf(work, measured * 4) / small);
  }
  return best;
}

function timeOf(work: (size: number) => void, size: number): number {
  const start = performance.now();
  work(size);
  return performance.now() - start;
}

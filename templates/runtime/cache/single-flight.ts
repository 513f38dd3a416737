/** What a piece of work has come to. */
export interface Dated {
  /** Since when this is so, as `performance.now` tells: whoever asked later than that may have to be told something newer. */
  readonly asOf: number;
}

/** Lets callers that want the same thing at the same time share one piece of work, and gives nobody what was so only before he asked. */
export class SingleFlight<Result extends Dated> {
  readonly #flights = new Map<string, Promise<Result>>();

  /** A caller whose signal is aborted waits no longer; the work goes on for the others. */
  async run(key: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const asked = performance.now();
    for (;;) {
      signal?.throwIfAborted();
      const flight = this.#flights.get(key) ?? this.#start(key, work);
      const result = signal === undefined ? await flight : await unlessAborted(flight, signal);
      // What was under way when the caller came may be too old; what begins after it is not.
      if (result.asOf >= asked) return result;
    }
  }

  /** Whoever comes from now on starts anew: what is under way may already be outdated. */
  forget(key: string): void {
    this.#flights.delete(key);
  }

  #start(key: string, work: () => Promise<Result>): Promise<Result> {
    const flight = work().finally(() => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    });
    this.#flights.set(key, flight);
    return flight;
  }
}

/** The result of the work, unless the caller gives up before; the work goes on. */
export async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return await new Promise<Result>((resolve, reject) => {
    const give = (): void => reject(signal.reason);
    signal.addEventListener("abort", give, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", give));
  });
}

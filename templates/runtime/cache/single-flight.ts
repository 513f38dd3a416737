/** Lets callers that want the same thing at the same time share one piece of work. */
export class SingleFlight<Result> {
  readonly #flights = new Map<string, Promise<Result>>();

  async run(key: string, work: () => Promise<Result>): Promise<Result> {
    const joined = this.#flights.get(key);
    if (joined !== undefined) return await joined;
    const flight = work().finally(() => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    });
    this.#flights.set(key, flight);
    return await flight;
  }

  /** Whoever comes from now on starts anew: what is under way may already be outdated. */
  forget(key: string): void {
    this.#flights.delete(key);
  }
}

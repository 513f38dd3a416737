import { UnavailableError } from "../errors.ts";

/** Lets so many pieces of work run at the same time; the others wait for their turn, but not for long. */
export class ConcurrencyLimit {
  readonly #patience: number;
  readonly #waiting = new Set<() => void>();
  #free: number;

  /** `patience`: the milliseconds after which one that waits is turned away. */
  constructor(places: number, patience: number) {
    this.#free = places;
    this.#patience = patience;
  }

  /** Throws an UnavailableError if there is no turn in time. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free--;
    else await this.#turn();
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  async #turn(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(enter);
        reject(new UnavailableError("too many requests wait for the database while the cache does not answer"));
      }, this.#patience);
      this.#waiting.add(enter);
    });
  }

  /** Gives the place to whoever has waited longest. */
  #next(): void {
    const [enter] = this.#waiting;
    if (enter === undefined) {
      this.#free++;
      return;
    }
    this.#waiting.delete(enter);
    enter();
  }
}

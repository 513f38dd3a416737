/** Milliseconds for which what fails is left alone. */
const REST = 1_000;

/**
 * Spares callers the wait for what does nothing but fail, such as a server that does not answer. After `limit` failures in a row, over
 * `span` milliseconds or more, nobody asks it for a second; then one caller does, once a second, until it answers. What counts as a
 * failure is for the owner to say: an answer that the caller does not like is none.
 */
export class Breaker {
  readonly #limit: number;
  readonly #span: number;
  #failures = 0;
  #failsSince = 0;
  #failedAt = 0;
  #restsUntil = 0;

  constructor(limit: number, span = 0) {
    this.#limit = limit;
    this.#span = span;
  }

  /** Whether it may be asked now. Whoever may tells the outcome. */
  tryPass(): boolean {
    if (this.#failures < this.#limit || this.#failedAt - this.#failsSince < this.#span) return true;
    const now = Date.now();
    if (now < this.#restsUntil) return false;
    this.#restsUntil = now + REST;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    const now = Date.now();
    if (this.#failures === 0) this.#failsSince = now;
    this.#failures++;
    this.#failedAt = now;
    this.#restsUntil = now + REST;
  }
}

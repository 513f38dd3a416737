import { AsyncLocalStorage } from "node:async_hooks";

import { nested } from "./transaction-session.ts";
import type { TransactionSession } from "./transaction-session.ts";

/**
 * Knows, for one database, whether code runs within a transaction. One that began another there would wait for itself: for its own lock,
 * or for the only connection.
 */
export class TransactionScope {
  readonly #current = new AsyncLocalStorage<TransactionSession>();

  /** Throws within a transaction. */
  check(): void {
    if (this.isWithin) throw nested();
  }

  get isWithin(): boolean {
    const current = this.#current.getStore();
    // What a transaction has left running behind is not part of it.
    return current !== undefined && !current.isOver;
  }

  async run<Result>(session: TransactionSession, work: () => Promise<Result>): Promise<Result> {
    return await this.#current.run(session, work);
  }
}

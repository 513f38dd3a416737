import { Breaker } from "../breaker.ts";
import { UnavailableError } from "../errors.ts";
import { inCallSpan } from "../telemetry/call-span.ts";
import type { CacheEntry, CacheStore } from "./cache-store.ts";

/** Takes a line for the log; called at most once a second for each server that fails. */
export type Report = (message: string) => void;

/** The cache does not answer just now. */
export class CacheUnavailableError extends UnavailableError {
  override readonly name = "CacheUnavailableError";

  constructor() {
    super("the cache does not answer");
  }
}

const QUIET = 1_000;

/** A store that is left alone for a second after a failure: readers would all wait for a server that hangs. It fails at once meanwhile. */
export class GuardedStore implements CacheStore {
  readonly #store: CacheStore;
  readonly #report: Report;
  readonly #name: string | undefined;
  readonly #breaker = new Breaker(1);
  #quietUntil = 0;

  /** `name`: which of several stores it is, for the log. */
  constructor(store: CacheStore, report: Report, name?: string) {
    this.#store = store;
    this.#report = report;
    this.#name = name;
  }

  async get(key: string): Promise<string | undefined> {
    return await this.#ask("read", async () => await this.#store.get(key));
  }

  async getMany(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    return await this.#ask("read", async () => await this.#store.getMany(keys));
  }

  async lease(key: string, lease: string, milliseconds: number): Promise<string | undefined> {
    return await this.#ask("lease", async () => await this.#store.lease(key, lease, milliseconds));
  }

  async fill(key: string, lease: string, entry: CacheEntry): Promise<boolean> {
    return await this.#ask("write", async () => await this.#store.fill(key, lease, entry));
  }

  async release(key: string, lease: string): Promise<void> {
    await this.#ask("release", async () => await this.#store.release(key, lease));
  }

  async hold(keys: readonly string[], writer: string, milliseconds: number): Promise<boolean> {
    return await this.#ask("hold", async () => await this.#store.hold(keys, writer, milliseconds));
  }

  async delete(keys: readonly string[], writer: string): Promise<void> {
    await this.#ask("delete", async () => await this.#store.delete(keys, writer));
  }

  async close(): Promise<void> {
    await this.#store.close();
  }

  /** What is thrown says nothing of the command, whose values may be personal. */
  async #ask<Answer>(operation: string, command: () => Promise<Answer>): Promise<Answer> {
    if (!this.#breaker.tryPass()) throw new CacheUnavailableError();
    try {
      const attributes = { "db.system.name": "redis", "db.operation.name": operation };
      const answer = await inCallSpan("redis", attributes, command);
      this.#breaker.succeeded();
      return answer;
    } catch (error) {
      if (isAnswer(error)) this.#breaker.succeeded();
      else this.#breaker.failed();
      this.#tell(operation, error);
      throw new CacheUnavailableError();
    }
  }

  #tell(operation: string, error: unknown): void {
    const now = Date.now();
    if (now < this.#quietUntil) return;
    this.#quietUntil = now + QUIET;
    const reason = error instanceof Error ? error.message : String(error);
    const place = this.#name === undefined ? "" : `${this.#name}: `;
    this.#report(`cache: ${operation} failed: ${place}${reason}${adviceFor(reason)}`);
  }
}

/** Whether the server has refused the command, for want of memory for example, and so is there. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && error.name === "ReplyError";
}

function adviceFor(reason: string): string {
  return /^NOPERM\b.*\beval/isu.test(reason)
    ? "; the user needs EVAL and EVALSHA, or the cache Compat: go-zero, which runs no scripts"
    : "";
}

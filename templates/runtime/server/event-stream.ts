import { Readable } from "node:stream";
import { type YieldedEvent, commentText, eventText } from "./event-text.ts";

/** What a stream of events is made from. Times are in milliseconds. */
export interface EventSource<T> {
  readonly events: AsyncIterable<YieldedEvent<T>>;
  /** Turns an event's data into JSON. */
  readonly serialize: (data: T) => string;
  /** When the stream begins although there is no event yet. */
  readonly opening: number;
  /** How long it may be silent. */
  readonly heartbeat: number;
  /** Ends the stream, whether the iterator heeds it or not. */
  readonly signal: AbortSignal;
  /** What the stream ends with where the iterator throws. */
  readonly errorText: (error: unknown) => string;
  /** Told of what the iterator throws when there is nobody left to tell. */
  readonly onLateError: (error: unknown) => void;
}

/**
 * The text of a stream of events. The next event is asked for when the reader has room for it. An error is that of `readable` until
 * something has been said, and an event from then on. However the stream ends, the iterator is told to return.
 */
export class EventStream<T> {
  readonly readable: Readable;
  private readonly source: EventSource<T>;
  private readonly iterator: AsyncIterator<YieldedEvent<T>>;
  private state: "opening" | "open" | "over" = "opening";
  private isAsking = false;
  private timer: NodeJS.Timeout;

  constructor(source: EventSource<T>) {
    this.source = source;
    this.iterator = source.events[Symbol.asyncIterator]();
    this.timer = setTimeout(() => this.beat(), source.opening);
    this.readable = new Readable({
      read: () => {
        this.ask().catch(source.onLateError);
      },
      destroy: (error, done) => {
        this.end();
        done(error);
      },
    });
    if (source.signal.aborted) this.end();
    else source.signal.addEventListener("abort", () => this.end(), { once: true });
  }

  private async ask(): Promise<void> {
    if (this.isAsking || this.state === "over") return;
    this.isAsking = true;
    try {
      const { done, value } = await this.iterator.next();
      this.isAsking = false;
      if (done === true) this.end();
      else this.say(eventText(value, this.source.serialize));
    } catch (error) {
      this.fail(error);
    }
  }

  private say(text: string): void {
    if (this.state === "over") return;
    if (this.state === "opening") this.open();
    else this.timer.refresh();
    this.readable.push(text);
  }

  private open(): void {
    this.state = "open";
    clearTimeout(this.timer);
    this.timer = setInterval(() => this.beat(), this.source.heartbeat);
  }

  private beat(): void {
    // Where something waits to be read, a comment would only wait behind it.
    if (this.readable.readableLength === 0) this.say(commentText);
  }

  private fail(error: unknown): void {
    if (this.state === "over") {
      this.source.onLateError(error);
    } else if (this.state === "opening") {
      this.readable.destroy(error instanceof Error ? error : new Error(String(error)));
    } else {
      try {
        this.readable.push(this.source.errorText(error));
      } finally {
        this.end();
      }
    }
  }

  private end(): void {
    if (this.state === "over") return;
    this.state = "over";
    clearTimeout(this.timer);
    this.readable.push(null);
    void this.close();
  }

  private async close(): Promise<void> {
    try {
      await this.iterator.return?.();
    } catch (error) {
      this.source.onLateError(error);
    }
  }
}

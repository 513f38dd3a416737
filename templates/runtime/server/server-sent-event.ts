/** The fields of an event beside what it says. */
interface EventFields {
  /** What the client sends as `Last-Event-ID` when it comes back. */
  readonly id?: string;
  /** The kind of event; a client's `EventSource` calls it `message` where there is none. */
  readonly event?: string;
  /** Milliseconds that the client waits before it comes back. */
  readonly retry?: number;
}

/** What an event says: a value of the contract's type, which becomes JSON, or a text as it is, of one or more lines. */
type EventData<T> = { readonly data?: T } | { readonly text: string };

/**
 * An event with more than its data, where a plain value will not do (WHATWG HTML, section 9.2). Without data it is not seen by the
 * client's listeners: `new ServerSentEvent({ retry: 5000 })` begins the answer before there is anything to say.
 */
export class ServerSentEvent<T> {
  readonly fields: EventFields & EventData<T>;

  /** Throws a `TypeError` for fields that the format cannot hold. */
  constructor(fields: EventFields & EventData<T>) {
    const { id = "", event = "", retry = 0 } = fields;
    if (/[\r\n\0]/.test(id)) throw new TypeError("the id of an event is one line of text");
    if (/[\r\n]/.test(event)) throw new TypeError("the kind of an event is one line of text");
    if (!Number.isSafeInteger(retry) || retry < 0) throw new TypeError("expected whole milliseconds as retry");
    this.fields = fields;
  }
}

import type { Readable } from "node:stream";
import { create as contentDisposition } from "content-disposition";

interface DownloadFields {
  /** The content type, such as `text/csv; charset=utf-8`. */
  readonly type: string;
  /** What the client saves it as; without a name, browsers show what they can. */
  readonly name?: string;
  /** Whether a browser is to show it, if it can, although it has a name. */
  readonly inline?: boolean;
  /** Bytes of a stream, where they are known. */
  readonly size?: number;
}

/** An answer that is not JSON: a file, a page, or whatever else there is a content type for. */
export class Download {
  readonly content: Readable | Uint8Array | string;
  readonly headers: Readonly<Record<string, string>>;

  /** Throws a `TypeError` if the type or the name has control characters, with which headers could be added. */
  constructor(
    content: Readable | Uint8Array | string,
    { type, name, inline = name === undefined, size }: DownloadFields,
  ) {
    if (!/^[\x20-\x7e]+$/.test(type)) throw new TypeError("expected a content type in ASCII");
    if (/\p{Cc}/u.test(name ?? "")) throw new TypeError("the name of a file has no control characters");
    this.content = content;
    this.headers = {
      "content-type": type,
      "content-disposition": contentDisposition(name, { type: inline ? "inline" : "attachment" }),
      // The content may be of strangers: a browser is not to guess that it is a page.
      "x-content-type-options": "nosniff",
      ...(size !== undefined && { "content-length": String(size) }),
    };
  }
}

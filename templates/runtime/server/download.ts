import type { Readable } from "node:stream";
import { create as contentDisposition } from "content-disposition";
import { plainName } from "./plain-name.ts";

interface DownloadFields {
  /** The content type, such as `text/csv; charset=utf-8`. */
  readonly type: string;
  /** What the client saves it as, of which folders and control characters are left out; without a name, browsers show what they can. */
  readonly name?: string;
  /** Whether a browser is to show it, if it can, although it has a name. */
  readonly inline?: boolean;
  /** Bytes of a stream, where they are known. A stream of another size is not sent to its end. */
  readonly size?: number;
}

/** An answer that is not JSON: a file, a page, or whatever else there is a content type for. */
export class Download {
  readonly content: Readable | Uint8Array | string;
  /** Bytes that a stream has to have. */
  readonly size: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  /** Throws a `TypeError` if the type is not of ASCII, or the size no number of bytes. */
  constructor(
    content: Readable | Uint8Array | string,
    { type, name, inline = name === undefined, size }: DownloadFields,
  ) {
    if (!/^[\x20-\x7e]+$/.test(type)) throw new TypeError("expected a content type in ASCII");
    if (size !== undefined && !(Number.isSafeInteger(size) && size >= 0))
      throw new TypeError("expected a size in bytes");
    this.content = content;
    this.size = size;
    this.headers = {
      "content-type": type,
      "content-disposition": contentDisposition(plainName(name ?? "") || undefined, {
        type: inline ? "inline" : "attachment",
      }),
      // The content may be of strangers: a browser is not to guess that it is a page.
      "x-content-type-options": "nosniff",
      ...(size !== undefined && { "content-length": String(size) }),
    };
  }
}

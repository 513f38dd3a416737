import type { Readable } from "node:stream";

/** A file of a request. It is there until the request is answered, or its client has gone. */
export interface UploadedFile {
  /** What the client calls it, without folders and control characters: to be shown, and never a path to write to. */
  readonly name: string;
  /** The media type that the client gives it, in lower case and without parameters, such as `image/png`. Nobody has looked. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** The content piece by piece, from its beginning each time. Throws when the request has ended. */
  stream(): Readable;
  /** The whole content in memory: no more than the route's `maxBytes`. Throws when the request has ended. */
  bytes(): Promise<Buffer>;
}

/** What a file consists of, whatever its name. */
export type FileContent = Omit<UploadedFile, "name" | "type">;

import { open, readFile } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { RefusalError } from "../server/refusal-error.ts";
import type { FileContent } from "./uploaded-file.ts";
import { makeUploadFolder, removeUploadFolder } from "./upload-folder.ts";

/** Bytes of a file that are kept in memory; a larger one is written to a temporary file as it comes. */
const smallFile = 65_536;

/** The files of one request, from the first byte until the request has ended. */
export class Upload {
  readonly #halt = new AbortController();
  readonly #contents: Promise<FileContent>[] = [];
  #folder: Promise<string> | undefined;

  /** Aborted when the request has ended, and nothing more is to be read. */
  get signal(): AbortSignal {
    return this.#halt.signal;
  }

  /** Keeps what comes of a file. */
  keep(pieces: AsyncIterable<Buffer>): Promise<FileContent> {
    const content = this.#store(pieces, this.#contents.length);
    this.#contents.push(content);
    return content;
  }

  /** Removes what was kept. */
  async end(): Promise<void> {
    this.#halt.abort(new RefusalError(400, "the request has ended"));
    // Only then does nobody write any more.
    await Promise.allSettled(this.#contents);
    if (this.#folder !== undefined) await removeUploadFolder(await this.#folder);
  }

  async #store(pieces: AsyncIterable<Buffer>, index: number): Promise<FileContent> {
    const unwritten: Buffer[] = [];
    let path = "";
    let size = 0;
    let file: FileHandle | undefined;
    try {
      for await (const piece of pieces) {
        size += piece.length;
        unwritten.push(piece);
        if (size <= smallFile) continue;
        if (file === undefined) {
          path = await this.#pathOf(index);
          file = await open(path, "wx", 0o600);
        }
        await file.appendFile(Buffer.concat(unwritten.splice(0)));
      }
    } finally {
      await file?.close();
    }
    return file === undefined ? this.#inMemory(Buffer.concat(unwritten)) : this.#onDisk(path, size);
  }

  /** A path that owes nothing to the client. */
  async #pathOf(index: number): Promise<string> {
    this.#folder ??= makeUploadFolder();
    return join(await this.#folder, String(index));
  }

  #inMemory(content: Buffer): FileContent {
    return this.#whileThere(
      content.length,
      () => Readable.from([content], { objectMode: false }),
      async () => content,
    );
  }

  #onDisk(path: string, size: number): FileContent {
    return this.#whileThere(
      size,
      () => createReadStream(path),
      () => readFile(path),
    );
  }

  #whileThere(size: number, stream: () => Readable, bytes: () => Promise<Buffer>): FileContent {
    const check = (): void => {
      if (this.signal.aborted) throw new Error("the file is gone, as its request has ended");
    };
    return {
      size,
      stream: () => {
        check();
        return stream();
      },
      bytes: async () => {
        check();
        return await bytes();
      },
    };
  }
}

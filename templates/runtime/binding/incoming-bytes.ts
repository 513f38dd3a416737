/** Fewer are not worth a look: a body may come byte by byte. */
const fewestBytes = 65_536;

/** Bytes that come piece by piece, and are looked at before they are taken. */
export class IncomingBytes {
  /** What has come and was not taken yet. */
  waiting: Buffer;
  readonly #source: AsyncIterator<Buffer>;

  /** What is read before all that comes: the end of a line, where lines are looked for. */
  constructor(source: AsyncIterator<Buffer>, before: Buffer) {
    this.#source = source;
    this.waiting = before;
  }

  /**
   * Waits for more; false if there is no more. At least as many come as wait already, so that looking at all of them again takes
   * no more time than their number asks for.
   */
  async more(): Promise<boolean> {
    const wanted = Math.max(this.waiting.length, fewestBytes);
    const pieces: Buffer[] = [];
    for (let length = 0; length < wanted; length += pieces.at(-1)?.length ?? 0) {
      const next = await this.#source.next();
      if (next.done === true) break;
      pieces.push(next.value);
    }
    this.waiting = Buffer.concat([this.waiting, ...pieces]);
    return pieces.length > 0;
  }

  take(length: number): Buffer {
    const taken = this.waiting.subarray(0, length);
    this.waiting = this.waiting.subarray(length);
    return taken;
  }
}

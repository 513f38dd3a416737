/** Something that is opened on first use. After an opening that failed the next use tries again. */
export class LazyResource<Resource> {
  readonly #open: () => Promise<Resource>;
  #opened: Promise<Resource> | undefined;

  constructor(open: () => Promise<Resource>) {
    this.#open = open;
  }

  async get(): Promise<Resource> {
    this.#opened ??= this.#open();
    const opened = this.#opened;
    try {
      return await opened;
    } catch (error) {
      if (this.#opened === opened) this.#opened = undefined;
      throw error;
    }
  }

  /** Hands over what was opened, for its closing; `undefined` if nothing was, or if the opening failed. */
  async take(): Promise<Resource | undefined> {
    const opened = this.#opened;
    this.#opened = undefined;
    return await opened?.catch(() => undefined);
  }
}

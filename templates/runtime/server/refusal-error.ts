import { CodeError } from "../errors.ts";

/** The server itself turns the request away: no route, no room, too much to read. No logic has seen it. */
export class RefusalError extends CodeError {
  override readonly name = "RefusalError";
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(status, message);
    this.headers = headers;
  }
}

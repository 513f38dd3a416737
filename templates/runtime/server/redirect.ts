/**
 * 303 for "see there" after a form, 302 and 307 for now, 301 and 308 for good; with 307 and 308 the client repeats method and body.
 */
export type RedirectStatus = 301 | 302 | 303 | 307 | 308;

/** An answer that sends the client somewhere else. */
export class Redirect {
  readonly status: RedirectStatus;
  /** The URL, relative or absolute, in ASCII. */
  readonly location: string;

  /** Throws a `TypeError` if the URL has control characters, with which headers could be added. */
  constructor(location: string, status: RedirectStatus = 302) {
    if (/\p{Cc}/u.test(location)) throw new TypeError("a URL has no control characters");
    this.status = status;
    this.location = location.replaceAll(/[^\x21-\x7e]+/gu, encodeURIComponent);
  }
}

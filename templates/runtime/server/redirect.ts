/**
 * 303 for "see there" after a form, 302 and 307 for now, 301 and 308 for good; with 307 and 308 the client repeats method and body.
 */
export type RedirectStatus = 301 | 302 | 303 | 307 | 308;

/** An answer that sends the client somewhere else. */
export class Redirect {
  readonly status: RedirectStatus;
  /** The URL, relative or absolute, in ASCII. */
  readonly location: string;

  /** What no URL has, such as blanks, letters outside ASCII and control characters, is sent encoded. */
  constructor(location: string, status: RedirectStatus = 302) {
    this.status = status;
    this.location = location.replaceAll(/\p{Cs}/gu, "\ufffd").replaceAll(/[^\x21-\x7e]+/gu, encodeURIComponent);
  }
}

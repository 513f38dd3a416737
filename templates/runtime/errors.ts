/**
 * An answer other than 200. A code of 400 to 599 is the response's status; any other code is a business code:
 * the status is then 400 and the body has the code as its member `code`.
 */
export class CodeError extends Error {
  override readonly name: string = "CodeError";
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** The logic of a route has not been written yet. */
export class NotImplementedError extends CodeError {
  override readonly name = "NotImplementedError";

  constructor(operation: string) {
    super(501, `${operation} is not implemented yet`);
  }
}

/** Something that the service needs is not there just now; the client is told to come back soon. */
export class UnavailableError extends CodeError {
  override readonly name: string = "UnavailableError";

  constructor(message: string) {
    super(503, message);
  }
}

/** The request has no token, or none that is good. */
export class UnauthorizedError extends CodeError {
  override readonly name = "UnauthorizedError";
  /** The `WWW-Authenticate` header of the answer. */
  readonly challenge: string;

  constructor(challenge: string, message: string) {
    super(401, message);
    this.challenge = challenge;
  }
}

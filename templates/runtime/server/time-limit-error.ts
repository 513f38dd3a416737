import { UnavailableError } from "../errors.ts";

/** The time limit of the route has passed. */
export class TimeLimitError extends UnavailableError {
  override readonly name = "TimeLimitError";

  constructor() {
    super("the request took too long");
  }
}

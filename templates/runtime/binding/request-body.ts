import type { FormReading } from "./form-values.ts";
import type { JsonReading } from "./read-json.ts";

/** What a body was read as, until the fields are taken from it; undefined if it was not read. */
export class RequestBody {
  readonly json: JsonReading | undefined;
  /** What the JSON was read from. */
  readonly text: string;
  readonly form: FormReading | undefined;
  /** Whether the values of the query come before those of the form, so that they count. */
  readonly isAfterQuery: boolean;

  constructor({ json, text = "", form, isAfterQuery = false }: Partial<RequestBody>) {
    this.json = json;
    this.text = text;
    this.form = form;
    this.isAfterQuery = isAfterQuery;
  }
}

import { BrokenForm } from "./broken-form.ts";
import { headerParameters } from "./header-parameters.ts";

/** What the head of a part says of its content. */
export interface PartLabel {
  /** Of the field; empty where the part is of none. */
  readonly name: string;
  /** As the client writes it; undefined where the part is no file. */
  readonly fileName: string | undefined;
  /** The media type, in lower case and without parameters. */
  readonly type: string;
}

/** Reads the lines of a part's head, without their ends. */
export function partLabel(lines: readonly string[]): PartLabel {
  const headers = headersOf(lines);
  const disposition = headerParameters(headers.get("content-disposition") ?? "");
  const [type = ""] = (headers.get("content-type") ?? "text/plain").split(";");
  return {
    // As in Go, a part whose header is not well formed is of no field.
    name: (disposition?.value === "form-data" ? disposition.parameters.get("name") : undefined) ?? "",
    fileName: disposition?.parameters.get("filename"),
    type: type.trim().toLowerCase(),
  };
}

/** A name, in which Go takes blanks, too, and a value without control characters. */
const header = /^([!#$%&'*+.^\w`|~ -]+):([\t\P{Cc}\x7f-\x9f]*)$/u;

/** By their names in lower case; of a header that comes twice the first counts. */
function headersOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of unfolded(lines)) {
    const [matched, name = "", value = ""] = header.exec(line) ?? [];
    if (matched === undefined) throw new BrokenForm("has a part with a malformed header");
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value.trim());
  }
  return headers;
}

/** A line that begins with a blank goes on with the one before. */
function unfolded(lines: readonly string[]): readonly string[] {
  if (/^[ \t]/.test(lines[0] ?? "")) throw new BrokenForm("has a part with a malformed header");
  const whole: string[][] = [];
  for (const line of lines) {
    if (/^[ \t]/.test(line)) whole.at(-1)?.push(line.trim());
    else whole.push([line]);
  }
  return whole.map((pieces) => pieces.join(" "));
}

import type { Insertion } from "./insertion.ts";
import type { JsonMember, JsonNode } from "./json-layout.ts";

/** A member to be added to an object, and the member that it goes behind; the first place if there is none. */
export interface NewMember {
  readonly key: string;
  readonly value: unknown;
  readonly after: JsonMember | undefined;
}

/** How an object's text is laid out. */
interface ObjectStyle {
  /** The white space before each member: a line break and an indentation, a space, or nothing. */
  readonly separator: string;
  readonly afterColon: string;
  /** One step of indentation; empty when the object stands on one line. */
  readonly step: string;
}

/** Adds members in the layout that the object already has. */
export function insertMembers(text: string, object: JsonNode, added: readonly NewMember[]): readonly Insertion[] {
  const { members = [], start } = object;
  if (added.length === 0) return [];
  const style = styleOf(text, object);
  const print = ({ key, value }: NewMember): string =>
    `${JSON.stringify(key)}:${style.afterColon}${printValue(value, style)}`;

  const [first] = members;
  if (first === undefined) {
    const body = added.map((member) => style.separator + print(member)).join(",");
    return [{ at: start + 1, text: body + closing(text, object, style) }];
  }
  return added.map((member) =>
    member.after === undefined
      ? { at: first.start, text: `${print(member)},${style.separator}` }
      : { at: member.after.value.end, text: `,${style.separator}${print(member)}` },
  );
}

function styleOf(text: string, { members = [], start }: JsonNode): ObjectStyle {
  const [first] = members;
  if (first === undefined) {
    const outer = indentationAt(text, start);
    const step = outer === "" || /^ +$/u.test(outer) ? "  " : "\t";
    return { separator: `\n${outer}${step}`, afterColon: " ", step };
  }
  const before = text.slice(start + 1, first.start).replaceAll("\r\n", "\n");
  const afterColon = text.slice(first.start, first.value.start).endsWith(" ") ? " " : "";
  if (!before.includes("\n")) return { separator: afterColon, afterColon, step: "" };
  const indentation = before.slice(before.lastIndexOf("\n") + 1);
  const outer = indentationAt(text, start);
  return { separator: `\n${indentation}`, afterColon, step: indentation.slice(outer.length) || "  " };
}

function printValue(value: unknown, { separator, afterColon, step }: ObjectStyle): string {
  if (step === "")
    return afterColon === "" ? JSON.stringify(value) : JSON.stringify(value, null, 1).replaceAll(/\n */gu, " ");
  return JSON.stringify(value, null, step).replaceAll("\n", separator);
}

/** What stands before the closing bracket of an object that was empty; its own line break and indentation if it had them. */
function closing(text: string, { start, end }: JsonNode, { separator, step }: ObjectStyle): string {
  return text.slice(start + 1, end - 1).includes("\n") ? "" : separator.slice(0, separator.length - step.length);
}

function indentationAt(text: string, offset: number): string {
  const lineStart = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/u.exec(text.slice(lineStart))?.[0] ?? "";
}

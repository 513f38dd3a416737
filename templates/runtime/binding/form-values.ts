/** The values of a query or form by their names, in order; a name `a[]` counts as `a`, and empty values do not count. */
export type FormValues = ReadonlyMap<string, readonly string[]>;

/** As in go-zero. */
const mostValues = 2048;

export type FormReading =
  | { readonly kind: "value"; readonly values: FormValues }
  /** What is wrong, to go on after "the query". */
  | { readonly kind: "fault"; readonly message: string };

/** Reads what is encoded as URLs are. */
export function readForm(text: string): FormReading {
  if (text.includes(";")) return { kind: "fault", message: "has a semicolon, which is written as %3B" };
  if (/%(?![\da-f]{2})/i.test(text))
    return { kind: "fault", message: "has a percent sign that no two hexadecimal digits follow" };
  return collectForm([...new URLSearchParams(text)]);
}

/** Puts values together under their names. */
export function collectForm(entries: readonly (readonly [name: string, value: string])[]): FormReading {
  const values = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of entries) {
    if (value === "") continue;
    if (++count > mostValues) return { kind: "fault", message: `has more than ${mostValues} values` };
    const key = name.endsWith("[]") ? name.slice(0, -2) : name;
    const earlier = values.get(key);
    if (earlier === undefined) values.set(key, [value]);
    else earlier.push(value);
  }
  return { kind: "value", values };
}

/** Whether there are more values in both than one may have. */
export function hasTooMany(first: FormValues, second: FormValues): boolean {
  if (first.size === 0 || second.size === 0) return false;
  const count = [...first.values(), ...second.values()].reduce((sum, values) => sum + values.length, 0);
  return count > mostValues;
}

/** A text that keeps the rules of a `validate` tag, as far as they do not contradict each other. */
export function sampleText(rules: readonly string[]): string {
  const alternatives = rules.map((rule) => rule.split("|", 1)[0] ?? rule).map(partsOf);
  const form = alternatives.map(([name, parameter]) => formed(name, parameter)).find((text) => text !== undefined);
  const [start, middle, end] = ["startswith", "contains", "endswith"].map((name) => parameterOf(name, alternatives));
  const text = form ?? `${start}${middle === "" ? "text" : middle}${end}`;
  return withLength(text, ruleBounds(rules), end ?? "");
}

type Part = readonly [name: string, parameter: string];

function partsOf(rule: string): Part {
  const [name = "", ...rest] = rule.split("=");
  return [name, rest.join("=").replaceAll("0x2C", ",").replaceAll("0x7C", "|")];
}

function parameterOf(name: string, parts: readonly Part[]): string {
  return parts.find(([other]) => other === name)?.[1] ?? "";
}

/** A text of the form that a rule asks for; undefined if any text may have it. */
function formed(name: string, parameter: string): string | undefined {
  switch (name) {
    case "eq":
      return parameter;
    case "oneof":
    case "oneofci":
      return /'(?<quoted>[^']*)'|(?<plain>\S+)/u
        .exec(parameter)
        ?.slice(1)
        .find((text) => text !== undefined);
    case "datetime":
      // A layout is a time itself, but for the signs that stand for a zone or for a blank.
      return parameter.replaceAll(/Z07(?::?00){0,2}/gu, "Z").replaceAll(/_2(?!006)/gu, "2");
  }
  return forms.get(name);
}

const forms: ReadonlyMap<string, string> = new Map([
  ["email", "alice@example.com"],
  ["url", "https://example.com"],
  ["http_url", "https://example.com"],
  ["uri", "https://example.com"],
  ...["uuid", "uuid4", "uuid_rfc4122", "uuid4_rfc4122"].map(
    (name) => [name, "57b73598-8764-4ad0-a76a-679bb6640eb1"] as const,
  ),
  ...["uuid3", "uuid3_rfc4122"].map((name) => [name, "a987fbc9-4bed-3078-8f07-9141ba07c9f3"] as const),
  ...["uuid5", "uuid5_rfc4122"].map((name) => [name, "987fbc97-4bed-5078-9f07-9141ba07c9f3"] as const),
  ["ulid", "01ARZ3NDEKTSV4RRFFQ69G5FAV"],
  ["ip", "192.0.2.1"],
  ["ipv4", "192.0.2.1"],
  ["ipv6", "2001:db8::1"],
  ["cidr", "192.0.2.0/24"],
  ["cidrv4", "192.0.2.0/24"],
  ["cidrv6", "2001:db8::/32"],
  ["mac", "00:00:5e:00:53:01"],
  ["hostname", "example.com"],
  ["hostname_rfc1123", "example.com"],
  ["fqdn", "example.com"],
  ["base64", "dGV4"],
  ["base64url", "dGV4"],
  ["base64rawurl", "dGV4"],
  ["json", "{}"],
  ["jwt", "e30.e30.e30"],
  ["hexcolor", "#336699"],
  ["hexadecimal", "f0"],
  ["semver", "1.2.3"],
  ["e164", "+4930123456"],
  ["latitude", "10"],
  ["longitude", "10"],
  ["md5", "0".repeat(32)],
  ["sha256", "0".repeat(64)],
  ["mongodb", "0".repeat(24)],
  ["numeric", "1"],
  ["number", "1"],
  ["boolean", "true"],
  ["uppercase", "TEXT"],
  ["multibyte", "täxt"],
]);

/** How many characters or items, or what number, rules ask for; undefined bounds are open. */
export interface RuleBounds {
  readonly least: number | undefined;
  readonly most: number | undefined;
}

export function ruleBounds(rules: readonly string[]): RuleBounds {
  const parts = rules.map(partsOf);
  const bounds = (names: readonly string[], step: number): readonly number[] =>
    parts.flatMap(([name, parameter]) => (names.includes(name) ? [Number(parameter) + step] : []));
  const least = [...bounds(["min", "gte", "len", "eq"], 0), ...bounds(["gt"], 1)].filter(Number.isFinite);
  const most = [...bounds(["max", "lte", "len", "eq"], 0), ...bounds(["lt"], -1)].filter(Number.isFinite);
  return {
    least: least.length === 0 ? undefined : Math.max(...least),
    most: most.length === 0 ? undefined : Math.min(...most),
  };
}

/** A rule may ask for any length; what is longer than this is nobody's idea of a sample. */
const longestText = 1000;

/** Longer by its last character, before what it has to end with, or cut. */
function withLength(text: string, { least = 0, most = Infinity }: RuleBounds, end: string): string {
  const body = text.slice(0, text.length - end.length);
  const missing = Math.min(Math.ceil(least), longestText) - text.length;
  const longer = missing > 0 ? `${body}${(body.at(-1) ?? "x").repeat(missing)}${end}` : text;
  return longer.length > most ? longer.slice(0, Math.max(0, Math.floor(most))) : longer;
}

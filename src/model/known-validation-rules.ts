/** What a rule has behind its `=`. */
type RuleParameter =
  "nothing" | "a number" | "a text" | "the name of a field" | "names of fields" | "pairs of a field and a value";

/** What a rule looks at, in the words of a message; "any value" for rules that look at everything. */
export type RuleSubject =
  "any value" | "texts" | "lists and maps" | "texts, numbers, lists and maps" | "texts, numbers, lists, maps and times";

export interface KnownRule {
  readonly parameter: RuleParameter;
  readonly subject: RuleSubject;
}

/**
 * The rules of go-playground/validator 10 that generated services know, as `templates/runtime/rules` has them
 * (https://pkg.go.dev/github.com/go-playground/validator/v10). Any other name is a rule of the project's own.
 */
export const knownValidationRules: ReadonlyMap<string, KnownRule> = new Map([
  ...rules("nothing", "any value", "required isdefault omitempty omitzero omitnil structonly -"),
  ...rules("nothing", "lists and maps", "dive unique"),
  ...rules("nothing", "any value", "keys endkeys boolean numeric number"),
  ...rules("a number", "texts, numbers, lists and maps", "len min max"),
  ...rules("a number", "texts, numbers, lists, maps and times", "gt gte lt lte"),
  ...rules("a text", "any value", "eq ne oneof"),
  ...rules("a text", "texts", "eq_ignore_case ne_ignore_case oneofci datetime"),
  ...rules("a text", "texts", "startswith startsnotwith endswith endsnotwith contains containsany containsrune"),
  ...rules("a text", "texts", "excludes excludesall excludesrune"),
  ...rules("nothing", "texts", "alpha alphaspace alphanum alphaunicode alphanumunicode ascii printascii multibyte"),
  ...rules("nothing", "texts", "lowercase uppercase hexadecimal hexcolor email url http_url uri"),
  ...rules("nothing", "texts", "uuid uuid3 uuid4 uuid5 uuid_rfc4122 uuid3_rfc4122 uuid4_rfc4122 uuid5_rfc4122 ulid"),
  ...rules("nothing", "texts", "ip ipv4 ipv6 cidr cidrv4 cidrv6 mac hostname hostname_rfc1123 fqdn"),
  ...rules(
    "nothing",
    "texts",
    "base64 base64url base64rawurl json jwt semver e164 latitude longitude md5 sha256 mongodb",
  ),
  ...rules("the name of a field", "any value", "eqfield nefield gtfield gtefield ltfield ltefield"),
  ...rules("the name of a field", "texts", "fieldcontains fieldexcludes"),
  ...rules("names of fields", "any value", "required_with required_with_all required_without required_without_all"),
  ...rules("names of fields", "any value", "excluded_with excluded_with_all excluded_without excluded_without_all"),
  ...rules("pairs of a field and a value", "any value", "required_if required_unless excluded_if excluded_unless"),
]);

function rules(
  parameter: RuleParameter,
  subject: RuleSubject,
  names: string,
): readonly (readonly [string, KnownRule])[] {
  return names.split(" ").map((name) => [name, { parameter, subject }] as const);
}

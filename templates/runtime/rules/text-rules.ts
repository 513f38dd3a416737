import { isIP, isIPv4, isIPv6 } from "node:net";

import { isEmailAddress } from "./email-address.ts";
import { followsLayout } from "./go-layout.ts";
import { isHttpUrl, isUri, isUrl } from "./go-url.ts";
import type { Rule, RuleMaker, Subject } from "./shape.ts";

/** Rules that look at a text. */
export const textRules: ReadonlyMap<string, RuleMaker> = new Map<string, RuleMaker>([
  ["alpha", pattern(/^[A-Za-z]+$/, "must have letters only")],
  ["alphaspace", pattern(/^[A-Za-z ]+$/, "must have letters and blanks only")],
  ["alphanum", pattern(/^[A-Za-z0-9]+$/, "must have letters and digits only")],
  ["alphaunicode", pattern(/^\p{L}+$/u, "must have letters only")],
  ["alphanumunicode", pattern(/^[\p{L}\p{N}]+$/u, "must have letters and digits only")],
  ["ascii", plain((text) => !hasMultibyte(text), "must have ASCII characters only")],
  ["printascii", pattern(/^[\x20-\x7e]*$/, "must have printable ASCII characters only")],
  ["multibyte", plain((text) => text === "" || hasMultibyte(text), "must have a character outside ASCII")],
  [
    "lowercase",
    plain(
      (text) => text !== "" && text === mapped(text, (character) => character.toLowerCase()),
      "must be in lower case",
    ),
  ],
  [
    "uppercase",
    plain(
      (text) => text !== "" && text === mapped(text, (character) => character.toUpperCase()),
      "must be in upper case",
    ),
  ],
  ["hexadecimal", pattern(/^(?:0[xX])?[0-9A-Fa-f]+$/, "must be a hexadecimal number")],

  ["numeric", unlessNumber(pattern(/^[-+]?\d+(?:\.\d+)?$/, "must be a number"))],
  ["number", unlessNumber(pattern(/^\d+$/, "must have digits only"))],
  ["boolean", boolean],

  ["startswith", withParameter((text, part) => text.startsWith(part), "must start with")],
  ["startsnotwith", withParameter((text, part) => !text.startsWith(part), "must not start with")],
  ["endswith", withParameter((text, part) => text.endsWith(part), "must end with")],
  ["endsnotwith", withParameter((text, part) => !text.endsWith(part), "must not end with")],
  ["contains", withParameter((text, part) => text.includes(part), "must contain")],
  ["containsrune", withParameter((text, part) => text.includes(firstCharacter(part)), "must contain")],
  ["containsany", withParameter((text, part) => hasAny(text, part), "must contain one of")],
  ["excludes", withParameter((text, part) => !text.includes(part), "must not contain")],
  ["excludesrune", withParameter((text, part) => !text.includes(firstCharacter(part)), "must not contain")],
  ["excludesall", withParameter((text, part) => !hasAny(text, part), "must not contain any of")],

  ["email", plain(isEmailAddress, "must be an email address")],
  ["url", plain(isUrl, "must be a URL")],
  ["http_url", plain(isHttpUrl, "must be an http or https URL")],
  ["uri", plain(isUri, "must be a URI")],
  ["uuid", uuid("[0-9a-f]", "i")],
  ["uuid3", uuid("3", "")],
  ["uuid4", uuid("4", "", "[89ab]")],
  ["uuid5", uuid("5", "", "[89ab]")],
  ["uuid_rfc4122", uuid("[0-9a-f]", "i")],
  ["uuid3_rfc4122", uuid("3", "i")],
  ["uuid4_rfc4122", uuid("4", "i", "[89ab]")],
  ["uuid5_rfc4122", uuid("5", "i", "[89ab]")],
  ["ulid", pattern(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i, "must be a ULID")],

  ["ip", plain((text) => isAddress(text), "must be an IP address")],
  ["ipv4", plain((text) => isAddress(text) && isIPv4(mappedIPv4(text)), "must be an IPv4 address")],
  ["ipv6", plain((text) => isAddress(text) && !isIPv4(mappedIPv4(text)), "must be an IPv6 address")],
  ["cidr", plain((text) => isNetwork(text) !== undefined, "must be a network such as 10.0.0.0/8")],
  ["cidrv4", plain((text) => isNetwork(text) === 4 && isFirstAddress(text), "must be a network such as 10.0.0.0/8")],
  ["cidrv6", plain((text) => isNetwork(text) === 6, "must be a network such as 2001:db8::/32")],
  [
    "mac",
    pattern(
      /^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}(?:(?:[0-9a-f]{2}\1){2}|(?:[0-9a-f]{2}\1){14})?[0-9a-f]{2}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}(?:\.[0-9a-f]{4})?(?:(?:\.[0-9a-f]{4}){6})?)$/i,
      "must be a MAC address",
    ),
  ],
  ["hostname", plain((text) => isHostName(text, /^[A-Za-z]/), "must be a host name")],
  ["hostname_rfc1123", plain((text) => isHostName(text, /^[A-Za-z0-9]/), "must be a host name")],
  ["fqdn", plain(isFullyQualified, "must be a host name with its domain")],

  ["datetime", (layout) => textRule((text) => followsLayout(text, layout), `must be a time of the form ${layout}`)],
  ["base64", plain((text) => isBase64(text, /^[A-Za-z0-9+/]*={0,2}$/), "must be base64")],
  ["base64url", plain((text) => isBase64(text, /^[A-Za-z0-9_-]*={0,2}$/), "must be base64 for URLs")],
  [
    "base64rawurl",
    plain((text) => /^[A-Za-z0-9_-]+$/.test(text) && text.length % 4 !== 1, "must be base64 for URLs, without padding"),
  ],
  ["json", plain(isJson, "must be JSON")],
  ["jwt", pattern(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/, "must be a JSON web token")],
  ["hexcolor", pattern(/^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i, "must be a colour such as #ff8800")],
  [
    "semver",
    pattern(
      /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/,
      "must be a version such as 1.2.3",
    ),
  ],
  ["e164", pattern(/^\+?[1-9]\d{7,14}$/, "must be a telephone number such as +4930123456")],
  ["latitude", plain((text) => isDegree(text, 90), "must be a latitude")],
  ["longitude", plain((text) => isDegree(text, 180), "must be a longitude")],
  ["md5", pattern(/^[0-9a-f]{32}$/, "must be an MD5 hash")],
  ["sha256", pattern(/^[0-9a-f]{64}$/, "must be a SHA-256 hash")],
  ["mongodb", pattern(/^[0-9a-f]{24}$/, "must be an ObjectId")],
]);

function textRule(holds: (text: string) => boolean, message: string): Rule {
  return { check: (subject) => subject.shape.kind === "text" && holds(textOf(subject)), message: () => message };
}

function plain(holds: (text: string) => boolean, message: string): RuleMaker {
  return () => textRule(holds, message);
}

function pattern(regexp: RegExp, message: string): RuleMaker {
  return plain((text) => regexp.test(text), message);
}

function withParameter(holds: (text: string, part: string) => boolean, phrase: string): RuleMaker {
  return (parameter) => textRule((text) => holds(text, parameter), `${phrase} ${JSON.stringify(parameter)}`);
}

function unlessNumber(maker: RuleMaker): RuleMaker {
  return (parameter) => {
    const { check, message } = maker(parameter);
    return { check: (subject) => subject.shape.kind === "number" || check(subject), message };
  };
}

function boolean(): Rule {
  return {
    check: (subject) =>
      subject.shape.kind === "flag" || /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(textOf(subject)),
    message: () => "must be true or false",
  };
}

function uuid(version: string, flags: string, variant = "[0-9a-f]"): RuleMaker {
  const regexp = new RegExp(
    `^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-${variant}[0-9a-f]{3}-[0-9a-f]{12}$`,
    flags,
  );
  return pattern(regexp, "must be a UUID");
}

function textOf({ value }: Subject): string {
  return typeof value === "string" ? value : "";
}

function hasMultibyte(text: string): boolean {
  return /\P{ASCII}/u.test(text);
}

/** Of characters that have no single counterpart, such as `ß`, Go knows none. */
function mapped(text: string, change: (character: string) => string): string {
  return Array.from(text)
    .map((character) => (Array.from(change(character)).length === 1 ? change(character) : character))
    .join("");
}

function firstCharacter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

function hasAny(text: string, characters: string): boolean {
  return Array.from(characters).some((character) => text.includes(character));
}

/** Without a zone behind `%`, which names a network card of one machine. */
function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes("%");
}

/** An IPv4 address may be written as an IPv6 one. */
function mappedIPv4(text: string): string {
  return /^(?:0*:)*:?ffff:(?<address>[\d.]+)$/i.exec(text)?.groups?.["address"] ?? text;
}

function isNetwork(text: string): 4 | 6 | undefined {
  const [address = "", length = "", ...others] = text.split("/");
  if (others.length > 0 || !/^(?:0|[1-9]\d{0,2})$/.test(length) || address.includes("%")) return undefined;
  if (isIPv4(address)) return Number(length) <= 32 ? 4 : undefined;
  return isIPv6(address) && Number(length) <= 128 ? 6 : undefined;
}

/** The bits behind the length of an IPv4 network are zero. */
function isFirstAddress(network: string): boolean {
  const [address = "", length] = network.split("/");
  const bits = address.split(".").map((part) => Number(part).toString(2).padStart(8, "0"));
  return !bits.join("").slice(Number(length)).includes("1");
}

function isHostName(text: string, start: RegExp): boolean {
  const labels = text.split(".");
  return labels.every((label) => label.length <= 63 && start.test(label) && /^[A-Za-z0-9-]*[A-Za-z0-9]$/.test(label));
}

function isFullyQualified(text: string): boolean {
  const labels = text.replace(/\.$/, "").split(".");
  const last = labels.at(-1) ?? "";
  return (
    labels.length > 1 &&
    /^[A-Za-z]/.test(last) &&
    labels.every((label) => /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/.test(label))
  );
}

function isBase64(text: string, alphabet: RegExp): boolean {
  return text !== "" && text.length % 4 === 0 && alphabet.test(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isDegree(text: string, limit: number): boolean {
  return /^[-+]?\d{1,3}(?:\.\d+)?$/.test(text) && Math.abs(Number(text)) <= limit;
}

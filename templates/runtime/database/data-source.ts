import { isIP } from "node:net";

import { parseDuration } from "../duration.ts";

/** Where the data is, read from `DataSource`. */
export type DataSource = MysqlSource | { readonly kind: "sqlite"; readonly file: string };

export interface MysqlSource {
  readonly kind: "mysql";
  /** Host and port, or the path of a Unix socket. */
  readonly address: { readonly host: string; readonly port: number } | { readonly socketPath: string };
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly tls: "off" | "unverified" | "verified";
  /** Milliseconds; undefined leaves the choice to the connection. */
  readonly connectTimeout: number | undefined;
  readonly readTimeout: number | undefined;
  /** The greatest number of connections at a time; undefined leaves the choice to the pool. */
  readonly connectionLimit: number | undefined;
  /** Assignments that each session begins with, such as `autocommit = 1`. */
  readonly variables: readonly string[];
}

/**
 * Reads `user:password@tcp(host:port)/database?parameter=value` as Go's driver does, `mysql://user:password@host:port/database`,
 * `sqlite:FILE` or `sqlite::memory:`. What is thrown never holds any part of the text: with a character missing, each may be of the password.
 */
export function parseDataSource(text: string): DataSource {
  const file = /^sqlite:(?<file>.+)$/su.exec(text)?.groups?.["file"];
  if (file !== undefined) return { kind: "sqlite", file };
  const source = text.startsWith("mysql://") ? fromUrl(text) : fromGoForm(text);
  checkName(source);
  return source;
}

/** mysql2 compares a certificate with a host's name only. */
function checkName({ tls, address }: MysqlSource): void {
  if (tls === "verified" && "host" in address && isIP(address.host) !== 0) {
    throw malformed("tls=true needs the name of the server instead of its IP address, for its certificate");
  }
}

function fromUrl(text: string): MysqlSource {
  if (!URL.canParse(text)) throw malformed("the URL cannot be read");
  const url = new URL(text);
  return {
    kind: "mysql",
    address: {
      host: decode(url.hostname.replaceAll(/^\[|\]$/gu, "")),
      port: url.port === "" ? 3306 : Number(url.port),
    },
    user: decode(url.username),
    password: decode(url.password),
    database: databaseName(url.pathname.slice(1)),
    ...parameters(url.search.slice(1)),
  };
}

/** [user[:password]@][protocol[(address)]]/database[?parameters]; user and password are not escaped, so the last `/` and `@` count. */
function fromGoForm(text: string): MysqlSource {
  const form =
    /^(?:(?<user>[^:]*?)(?::(?<password>.*))?@)?(?<protocol>[^@(/]*)(?:\((?<address>[^)]*)\))?\/(?<database>[^/?]*)(?:\?(?<search>.*))?$/su;
  const parts = form.exec(text)?.groups;
  if (parts === undefined) throw malformed("expected user:password@tcp(host:port)/database, mysql://… or sqlite:FILE");
  const { user = "", password = "", protocol = "", address = "", database = "", search = "" } = parts;
  return {
    kind: "mysql",
    address: goAddress(protocol, address),
    user,
    password,
    database: databaseName(database),
    ...parameters(search),
  };
}

function goAddress(protocol: string, address: string): MysqlSource["address"] {
  if (protocol === "unix") return { socketPath: address === "" ? "/tmp/mysql.sock" : address };
  if (protocol !== "tcp" && protocol !== "") throw malformed("expected protocol tcp or unix");
  return tcpAddress(address);
}

function tcpAddress(address: string): MysqlSource["address"] {
  const parts = /^(?:\[(?<v6>[^\]]*)\]|(?<name>[^:]*))(?::(?<port>\d{1,5}))?$/u.exec(address)?.groups;
  const { v6, name = "", port = "3306" } = parts ?? {};
  if (parts === undefined || Number(port) > 65_535) throw malformed("the address in parentheses must be host:port");
  return { host: v6 ?? (name === "" ? "127.0.0.1" : name), port: Number(port) };
}

function databaseName(text: string): string {
  const name = decode(text);
  if (name === "") throw malformed("the database name is missing");
  return name;
}

/** Parameters of Go's driver that need nothing here: how Go scans values, or what mysql2 does anyway. */
const withoutEffect: ReadonlySet<string> = new Set(
  (
    "allowCleartextPasswords allowNativePasswords allowOldPasswords charset checkConnLiveness clientFoundRows collation columnsWithAlias " +
    "connectionAttributes interpolateParams maxAllowedPacket multiStatements parseTime rejectReadOnly timeTruncate writeTimeout"
  ).split(" "),
);

function parameters(
  search: string,
): Pick<MysqlSource, "tls" | "connectTimeout" | "readTimeout" | "connectionLimit" | "variables"> {
  const given = new Map(new URLSearchParams(search));
  const read = {
    tls: tlsMode(given.get("tls") ?? "false"),
    connectTimeout: duration("timeout", given.get("timeout")),
    readTimeout: duration("readTimeout", given.get("readTimeout")),
    connectionLimit: connections(given.get("connectionLimit")),
  };
  checkZone(given.get("loc") ?? "UTC");
  const known = new Set(["tls", "timeout", "readTimeout", "connectionLimit", "loc", ...withoutEffect]);
  return { ...read, variables: [...given].filter(([name]) => !known.has(name)).map(assignment) };
}

/** Whatever else Go's driver is given is a variable of the session: `sql_mode=%27ANSI%27`. */
function assignment([name, value]: readonly [string, string]): string {
  if (!/^[a-z]+(?:_[a-z]+)*$/u.test(name)) throw malformed("it has a parameter that is not supported");
  if (name === "time_zone") throw malformed("time_zone is not supported: times are read and written in UTC");
  return `${name} = ${value}`;
}

function tlsMode(value: string): MysqlSource["tls"] {
  switch (value) {
    case "false":
    case "0":
      return "off";
    case "true":
    case "1":
      return "verified";
    case "skip-verify":
      return "unverified";
    default:
      throw malformed("expected tls=true, false or skip-verify");
  }
}

/** Times are exchanged in UTC. Another zone would shift each of them, which is refused instead of done wrongly. */
function checkZone(zone: string): void {
  const actual = zone === "Local" ? new Intl.DateTimeFormat().resolvedOptions().timeZone : zone;
  if (!/^(?:Etc\/)?(?:UTC|UCT|GMT|Zulu)$/u.test(actual))
    throw malformed("loc has to be UTC: times are read and written in UTC");
}

/** Go's durations: `500ms`, `1.5s`, `1m30s`. None, and zero, leave the choice to the connection. */
function duration(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined || milliseconds < 0) throw malformed(`expected a duration such as 5s for ${name}`);
  return milliseconds === 0 ? undefined : Math.ceil(milliseconds);
}

/** Not known to Go's driver, where the program sets it. */
function connections(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/u.test(text))
    throw malformed("expected a number of connections from 1 to 9999 for connectionLimit");
  return Number(text);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed("a % in it must be written %25");
  }
}

function malformed(reason: string): Error {
  return new Error(`DataSource cannot be read: ${reason}`);
}

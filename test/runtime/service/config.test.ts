import { describe, expect, it } from "vitest";
import { z } from "zod";
import { CacheConf } from "../../../templates/runtime/config/cache-conf.ts";
import { password, secret } from "../../../templates/runtime/config/conf-value.ts";
import { dataSource } from "../../../templates/runtime/config/data-source-conf.ts";
import { readConfig } from "../../../templates/runtime/config/config-reader.ts";
import { problemTexts } from "./problem-texts.ts";
import { AuthConf, RestConf } from "../../../templates/runtime/config/rest-conf.ts";

const Config = RestConf.extend({
  auth: AuthConf,
  refreshSecret: secret(),
  refreshExpire: z.int(),
  dataSource: dataSource(),
  cacheRedis: CacheConf,
});

const random = "0123456789abcdef0123456789abcdef";
const seed = `Name: user-api
Host: 0.0.0.0
Port: 8888
Auth:
  AccessSecret: "${random}"
  AccessExpire: 86400
RefreshSecret: "${random}"
RefreshExpire: 604800
DataSource: "root:pa$$word$1@tcp(127.0.0.1:3306)/userdb?parseTime=true"
CacheRedis:
  - Host: 127.0.0.1:6379
    Type: node
`;

function read(text: string, environment: Record<string, string> = {}) {
  return readConfig(text, Config, environment);
}

describe("the seed's configuration", () => {
  it("has go-zero's defaults, camelCase names, and its texts as they are", () => {
    const { config, errors, warnings } = read(seed);
    expect([errors, warnings]).toEqual([[], []]);
    expect(config).toMatchObject({
      name: "user-api",
      port: 8888,
      mode: "pro",
      timeout: 3000,
      maxBytes: 1_048_576,
      log: { level: "info", mode: "console" },
      shutdown: { wrapUpTime: 1000, waitTime: 5500 },
      auth: { accessSecret: random, accessExpire: 86_400 },
      dataSource: "root:pa$$word$1@tcp(127.0.0.1:3306)/userdb?parseTime=true",
      cacheRedis: [{ host: "127.0.0.1:6379", type: "node", tls: false }],
    });
  });

  it("is the same in JSON, with CRLF, with a byte order mark, and as the first of several documents", () => {
    const { config } = read(seed);
    const json = JSON.stringify({ ...config, shutdown: {} }, null, "\t");
    for (const text of [json, seed.replaceAll("\n", "\r\n"), `\uFEFF${seed}`, `---\n${seed}---\nName: other\n`]) {
      expect(read(text)).toMatchObject({ config, errors: [] });
    }
  });

  it("may leave the cache out", () => {
    expect(read(seed.slice(0, seed.indexOf("CacheRedis"))).config?.cacheRedis).toEqual([]);
  });
});

describe("a key", () => {
  it.each(["NAME", "name", "nAmE"])("may be in any letter case: %s", (key) => {
    expect(read(seed.replace("Name", key)).config?.name).toBe("user-api");
  });

  it.each([
    ["Tiemout: 5", "1: Tiemout: is not a known key and is ignored; did you mean Timeout?"],
    ["Max_Bytes: 5", "1: Max_Bytes: is not a known key and is ignored; did you mean MaxBytes?"],
    ["Log: {Levle: info}", "1: Log.Levle: is not a known key and is ignored; did you mean Level?"],
    ["Whatever: 5", "1: Whatever: is not a known key and is ignored"],
    ["toString: 5", "1: toString: is not a known key and is ignored"],
    ["__proto__: {a: 1}", "1: __proto__: is not a known key and is ignored"],
    ["MetricsUrl: http://x", "1: MetricsUrl: has no effect in this service"],
    ["Log: {Rotation: size}", "1: Log.Rotation: has no effect in this service"],
    ["Profiling: {ServerAddr: http://x}", "1: Profiling: has no effect in this service"],
    ["Name: first", "2: Name: is given twice, as Name and as Name"],
  ])("that means nothing is warned of: %s", (line, warning) => {
    const { config, warnings } = read(`${line}\n${seed}`);
    expect(problemTexts(warnings)).toEqual([warning]);
    expect(config?.name).toBe("user-api");
  });

  it.each(["Log: {Rotation: daily, KeepDays: 0}", "Verbose: no", "Middlewares: {Breaker: true}", "Log: {}"])(
    "that says its default is not warned of, though it has no effect: %s",
    (line) => {
      expect(read(`${line}\n${seed}`)).toMatchObject({ errors: [], warnings: [] });
    },
  );

  it("is taken from its spelling in lower case when there are two", () => {
    const { config, warnings } = read(`name: low\n${seed}`);
    expect([config?.name, warnings.length]).toEqual(["low", 1]);
  });

  it("may come from an anchor", () => {
    const text = `${seed.replace("Auth:", "Auth: &auth")}\nLog: &log {Level: error}\nShutdown: {<<: {WaitTime: 3s, WrapUpTime: 2s}, WaitTime: 4s}\n`;
    expect(read(text).config).toMatchObject({
      log: { level: "error" },
      shutdown: { waitTime: 4000, wrapUpTime: 2000 },
    });
  });
});

function shutdownOf(text: string): unknown {
  const { config, errors } = read(`${text}\n${seed}`);
  return errors.length > 0 ? problemTexts(errors) : config?.shutdown;
}

describe("what is merged into a section", () => {
  it("has merged something itself", () => {
    const base = "x: &x {WrapUpTime: 2s, WaitTime: 3s}\ny: &y {<<: *x, WaitTime: 9s}\n";
    expect(shutdownOf(`${base}Shutdown: {<<: *y}`)).toMatchObject({ wrapUpTime: 2000, waitTime: 9000 });
    expect(shutdownOf(`${base}Shutdown: {<<: [*x, *y]}`)).toMatchObject({ wrapUpTime: 2000, waitTime: 3000 });
  });

  it("may be itself, and much of the same", () => {
    expect(shutdownOf("Shutdown: &s {<<: *s, WaitTime: 9s}")).toMatchObject({ waitTime: 9000 });
    const doubled = Array.from(
      { length: 40 },
      (_, index) => `m${index + 1}: &m${index + 1} {<<: [*m${index}, *m${index}]}\n`,
    );
    const text = `m0: &m0 {WaitTime: 9s}\n${doubled.join("")}Shutdown: {<<: *m40}`;
    expect(shutdownOf(text)).toMatchObject({ waitTime: 9000 });
  });

  it.each(["5", "[{WaitTime: 9s}, 5]", "~", "text"])("is no section: %s", (merged) => {
    expect(shutdownOf(`Shutdown: {<<: ${merged}}`)).toEqual([
      expect.stringMatching(/1.*<<.*expected a section, or a list of sections/u),
    ]);
  });
});

it.each([
  ["RefreshSecret", "12345678901234567890123", /found a number; put it in quotes$/u],
  ["MaxBytes", ".inf", /found infinity$/u],
  ["MaxBytes", ".nan", /found no number$/u],
])("%s: %s is called by its name", (key, value, message) => {
  const { errors } = read(
    `${key}: ${value}\n${seed.replace(/^RefreshSecret.*\n/mu, key === "RefreshSecret" ? "" : "$&")}`,
  );
  expect(problemTexts(errors)).toEqual([expect.stringMatching(message)]);
});

describe("all that is wrong is told at once", () => {
  it("with line, key and what was expected, and no text that could be secret", () => {
    const { config, errors } = read(`Port: "8888"
Mode: prod
Timeout: 3s
MaxBytes: 1.5
Log:
  Level: warn
Shutdown:
  WaitTime: 100
  WrapUpTime: 1d
Auth:
  AccessSecret: [pa55word]
RefreshSecret: pa55wor
DataSource: 5
CacheRedis:
  - Host: ""
    Type: cloud
  - Type: node
`);
    expect(config).toBeUndefined();
    expect(problemTexts(errors)).toEqual([
      "1: Name: is required",
      "1: Port: expected a number, found a text",
      "1: RefreshExpire: is required",
      '2: Mode: expected one of dev, test, rt, pre, pro, found "prod"',
      "3: Timeout: expected a number, found a text",
      "4: MaxBytes: expected a whole number, found a fraction",
      '6: Log.Level: expected one of debug, info, error, severe, found "warn"',
      "8: Shutdown.WaitTime: expected a duration such as 500ms, 3s or 1h30m",
      "9: Shutdown.WrapUpTime: expected a duration such as 500ms, 3s or 1h30m",
      "10: Auth.AccessExpire: is required",
      "11: Auth.AccessSecret: expected a text, found a list",
      "12: RefreshSecret: is shorter than 8 bytes",
      "13: DataSource: expected a text, found a number; put it in quotes",
      "15: CacheRedis[0].Host: is empty",
      '16: CacheRedis[0].Type: expected one of node, cluster, found "cloud"',
      "17: CacheRedis[1].Host: is required",
    ]);
    expect(JSON.stringify(errors)).not.toContain("pa55");
  });

  it.each([
    ["Name:", "1: Name: is empty; give it a value, or leave the line out for the default"],
    ["Log:", "1: Log: is empty; give it a value, or leave the line out for the default"],
    ["Auth: yes", "1: Auth: expected a section, found true"],
    ["Port: 99999", "1: Port: expected at most 65535, found 99999"],
    ["Port: 9007199254740993", "1: Port: "],
    [
      "DevServer: {HealthPath: healthz}",
      "1: DevServer.HealthPath: expected a path that begins with a slash, without the signs : * ? #",
    ],
    [
      "DevServer: {MetricsPath: '/m/:id'}",
      "1: DevServer.MetricsPath: expected a path that begins with a slash, without the signs : * ? #",
    ],
    [
      "DevServer: {HealthPath: /livez}",
      "1: DevServer.HealthPath: expected another path than /livez, which tells of the process",
    ],
    ["DevServer: {HealthPath: /metrics}", "1: DevServer: expected different paths as HealthPath and MetricsPath"],
    ["Shutdown: {WaitTime: -1s}", "1: Shutdown.WaitTime: expected a duration of zero or more"],
    ["Shutdown: {WrapUpTime: -1ms}", "1: Shutdown.WrapUpTime: expected a duration of zero or more"],
    ['DataSource: ""', "1: DataSource: is empty"],
    [
      "DataSource: root:pa55word",
      "1: DataSource: cannot be read: expected user:password@tcp(host:port)/database, mysql://… or sqlite:FILE",
    ],
    ["DataSource: root@pa55word/db", "1: DataSource: cannot be read: expected protocol tcp or unix"],
    ["DataSource: sqlite:/nonexistent/dir/x.db", "1: DataSource: the folder of the SQLite file does not exist"],
    ["Timeout: 2147483648", "1: Timeout: expected at most 2147483647, found 2147483648"],
    ["CacheRedis: {Host: x}", "1: CacheRedis: expected a list, found a section"],
  ])("where a value is of another kind: %s", (line, error) => {
    const [key = ""] = line.split(":");
    const rest = seed.replace(new RegExp(`^${key}:.*\\n(?:  .*\\n)*`, "m"), "");
    expect(problemTexts(read(`${line}\n${rest}`).errors)[0]).toContain(error);
  });

  it.each([
    ["", "holds no settings"],
    ["# only a comment\n", "holds no settings"],
    ["null", "holds no settings"],
    ["[]", "expected a section, found a list"],
    ["text", "expected a section, found a text"],
  ])("where the file holds no keys: %j", (text, error) => {
    expect(problemTexts(read(text).errors)).toEqual([`1: : ${error}`]);
  });

  it.each([
    ["Name: [a", 1],
    ["Name: a\n\tPort: 1", 2],
    ['Name: "a\nPort: 1', 1],
  ])("where it is not YAML: %j", (text, line) => {
    const { errors } = read(text);
    expect(errors[0]?.text).toMatch(/^is not valid YAML: /);
    expect(errors[0]?.line).toBeGreaterThanOrEqual(line);
  });

  it.each([
    "Auth: {AccessSecret: 91827364}",
    "RefreshSecret: 91827364.5",
    "RefreshSecret: 9_1827364",
    "DataSource: 91827364",
    "DataSource: 0x91827364",
    "CacheRedis: [{Host: x, Pass: 91827364}]",
    "Name: 91827364",
  ])("and no number that should have been a text is shown: %s", (line) => {
    const { errors } = read(`${seed.replace(/CacheRedis[^]*/, "")}${line}\n`);
    expect(errors.map(({ text }) => text)).toContain("expected a text, found a number; put it in quotes");
    expect(JSON.stringify(errors)).not.toMatch(/1827|2441/);
  });

  it.each(["|pa55word", "]pa55word", '"a" "pa55word"', "@pa55word", "a: pa55word"])(
    "and no part of a value that is not YAML is shown: %s",
    (value) => {
      const { errors } = read(`RefreshSecret: ${value}\n`);
      expect(errors[0]?.text).toMatch(/^is not valid YAML: \w/);
      expect(JSON.stringify(errors)).not.toContain("pa55");
    },
  );

  it("where an alias has no anchor", () => {
    expect(problemTexts(read(seed.replace("user-api", "*nothing")).errors)).toEqual([
      "1: Name: expected the name of an anchor after the *; put a text that begins with * in quotes",
    ]);
  });

  it("where aliases of aliases stand for more than a file could hold", () => {
    const Deep = z.object({ any: z.unknown() });
    const lists = ["any", "a", "b", "c", "d", "e", "f", "g", "h"].map((name, index, names) => {
      const item = index === 8 ? "x" : `*${names[index + 1]}`;
      return `${name}: &${name} [${Array.from({ length: 9 }, () => item).join(", ")}]`;
    });
    const text = lists.toReversed().join("\n");
    expect(readConfig(text, Deep, {}).errors.map((problem) => problem.text)).toEqual(["holds more than 10000 values"]);
  });

  it("where an alias contains itself", () => {
    const Deep = z.object({ any: z.unknown() });
    expect(readConfig("any: &x [*x]", Deep, {}).errors.map(({ text }) => text)).toEqual(["is nested too deeply"]);
  });
});

describe("a data source", () => {
  const shipped = seed.replace(
    /DataSource: .*/,
    'DataSource: "${DATA_SOURCE:-root:password@tcp(127.0.0.1:3306)/userdb?parseTime=true}"',
  );

  it("that came with the project is refused in production, without being shown", () => {
    expect(problemTexts(read(shipped).errors)).toEqual([
      "9: DataSource: still has the placeholder of a new project; set the environment variable DATA_SOURCE, or use Mode: dev",
    ]);
  });

  it("that came with the project is refused where it is written out, too", () => {
    expect(problemTexts(read(shipped.replace("${DATA_SOURCE:-", "").replace("}", "")).errors)).toEqual([
      "9: DataSource: still has the placeholder of a new project; write your own value here, or use Mode: dev",
    ]);
  });

  it("that came with the project is good enough for development", () => {
    expect(read(`${shipped}Mode: dev\n`).errors).toEqual([]);
  });

  it.each(["sqlite::memory:", "a:b@/c", "root:another@tcp(db:3306)/userdb?parseTime=true"])(
    "may be of any length, and any other text: %s",
    (text) => {
      const { config, errors, warnings } = read(shipped, { DATA_SOURCE: text });
      expect([config?.dataSource, errors, warnings]).toEqual([text, [], []]);
    },
  );
});

describe("a password", () => {
  it("may be of any length", () => {
    const Values = z.object({ pass: password(), cache: CacheConf });
    const { errors, warnings } = readConfig("pass: x\ncache: [{Host: h, Pass: ''}]", Values, {});
    expect([errors, warnings]).toEqual([[], []]);
  });
});

describe("a secret", () => {
  const shipped = seed
    .replace(random, "${ACCESS_SECRET:-change-me-to-a-random-256-bit-value}")
    .replace(`"${random}"`, '"another-different-random-secret"');

  it("that came with the project is refused in production, with the line to change", () => {
    expect(problemTexts(read(shipped).errors)).toEqual([
      "5: Auth.AccessSecret: still has the placeholder of a new project; set the environment variable ACCESS_SECRET, or use Mode: dev",
      "7: RefreshSecret: still has the placeholder of a new project; write a random value here, or use Mode: dev",
    ]);
  });

  it.each(["test", "rt", "pre"])("is refused in Mode: %s, too", (mode) => {
    expect(read(`${shipped}Mode: ${mode}\n`).errors).toHaveLength(2);
  });

  it("that came with the project is good enough for development", () => {
    expect(read(`${shipped}Mode: dev\n`).config?.auth.accessSecret).toBe("change-me-to-a-random-256-bit-value");
  });

  it("is as good for development where something else is wrong", () => {
    expect(problemTexts(read(`${shipped}Mode: dev\nTimeout: x\n`).errors)).toEqual([
      "14: Timeout: expected a number, found a text",
    ]);
  });

  it("counts as it was given last", () => {
    const { errors } = read(`${seed}RefreshSecret: another-different-random-secret\n`);
    expect(errors.map(({ line, key }) => [line, key])).toEqual([[13, "RefreshSecret"]]);
  });

  it("may come from the environment", () => {
    const { config } = read(shipped.replace("another-different-random-secret", random), {
      ACCESS_SECRET: `${random}1`,
    });
    expect(config?.auth.accessSecret).toBe(`${random}1`);
  });

  it("of fewer than 32 bytes is warned of, without being shown", () => {
    const { warnings } = read(seed.replace(random, "pa55word"));
    expect(problemTexts(warnings)).toEqual([
      "5: Auth.AccessSecret: is shorter than 32 bytes, which a HS256 secret should have",
    ]);
  });

  it("is counted in bytes", () => {
    expect(read(seed.replace(random, "éééé")).errors).toEqual([]);
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CacheConf } from "../../templates/runtime/config/cache-conf.ts";
import { secret } from "../../templates/runtime/config/conf-value.ts";
import { readConfig } from "../../templates/runtime/config/config-reader.ts";
import { AuthConf, RestConf } from "../../templates/runtime/config/rest-conf.ts";
import { runs } from "./runs.ts";

const Settings = RestConf.extend({ auth: AuthConf, refreshSecret: secret(), cacheRedis: CacheConf });

const valid = `Name: user-api
Port: 8888
Log: &log {Level: info}
Telemetry:
  <<: {Sampler: 0.5}
  OtlpHeaders: {x: pa55word}
Auth:
  AccessSecret: pa55word-pa55word
  AccessExpire: 86400
RefreshSecret: "\${KEY:-pa55word-pa55word}"
CacheRedis:
  - Host: 127.0.0.1:6379
    Pass: pa55word
Shutdown: {WaitTime: 3s}
`;
const signs =
  ": - , [ ] { } & * ! | > ' \" % @ ` # \n \t ~ << <<: --- ... &log *log !!binary !!set y no 0x1 1e400 .nan ? \0".split(
    " ",
  );
const texts = [
  "\n",
  " ",
  "  ",
  "\uFEFF",
  "é",
  "😀",
  "${",
  "${A}",
  "${A:-}",
  "__proto__",
  "constructor",
  "Log:",
  "auth:",
  "- Host: x",
];
const words = [...signs, ...texts];

/** The valid settings with some words put in, and some parts cut out. */
const damaged = fc
  .array(fc.tuple(fc.nat(valid.length), fc.nat(12), fc.constantFrom("", ...words)), { maxLength: 8 })
  .map((changes) =>
    changes.reduce((text, [at, length, word]) => `${text.slice(0, at)}${word}${text.slice(at + length)}`, valid),
  );

describe("any settings", () => {
  it("are read without throwing, and either all well or with something to tell", () => {
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string({ unit: fc.constantFrom(...words) })), (text) => {
        const { config, errors } = readConfig(text, Settings, { KEY: "pa55word-pa55word" });
        expect(config === undefined).toBe(errors.length > 0);
      }),
      { numRuns: runs(300) },
    );
  });

  it("never show a secret", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const { errors, warnings } = readConfig(text, Settings, { KEY: "pa55word-pa55word" });
        // Not the keys: what a cut has made a key of is shown as one.
        expect([...errors, ...warnings].map((problem) => problem.text).join("\n")).not.toContain("pa55word");
      }),
      { numRuns: runs(300) },
    );
  });
});

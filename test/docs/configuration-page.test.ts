import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { CacheConf } from "../../templates/runtime/config/cache-conf.ts";
import { secret } from "../../templates/runtime/config/conf-value.ts";
import { dataSource } from "../../templates/runtime/config/data-source-conf.ts";
import { AuthConf, RestConf, TransitionConf } from "../../templates/runtime/config/rest-conf.ts";
import { SseConf } from "../../templates/runtime/config/sse-conf.ts";
import { marksOf, writtenSchema } from "../../templates/runtime/config/schema-marks.ts";
import { parseDuration } from "../../templates/runtime/duration.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/configuration.md"), "utf8");

/** What a service may be told: with tokens, a transition, refresh tokens, a model and streams. */
const Settings = RestConf.extend({
  auth: AuthConf,
  trans: TransitionConf,
  refreshSecret: secret(),
  refreshExpire: z.int(),
  dataSource: dataSource(),
  cacheRedis: CacheConf,
  sse: SseConf,
});

interface Key {
  /** In lower case. */
  readonly path: string;
  readonly value: string;
  readonly default: string;
  readonly hasEffect: boolean;
}

describe("docs/configuration.md", () => {
  const told = new Map(rows().map((key) => [key.path, key]));
  const keys = keysOf(Settings, "", true);

  it("has a row for each key, and no other", () => {
    expect([...told.keys()]).toEqual(keys.map(({ path }) => path));
  });

  it.each(keys)("is right about $path", (key) => {
    const row = told.get(key.path);
    expect(row).toMatchObject({ default: key.default, hasEffect: key.hasEffect });
    expect(row?.value).toContain(key.value);
  });
});

function rows(): readonly Key[] {
  const table = page.slice(page.indexOf("## Keys\n"), page.indexOf("## Tokens\n"));
  return [...table.matchAll(/^\| +([A-Z][\w.[\]]*) +\| +(.*?) +\| +(.*?) *\| +(.*?) *\|$/gmu)]
    .filter(([, name]) => name !== "Key")
    .map(([, name = "", value = "", usual = "", effect = ""]) => {
      const isDuration = value.startsWith("duration");
      return {
        path: name.toLowerCase(),
        value,
        default: isDuration && usual !== "–" ? String(parseDuration(usual)) : usual,
        hasEffect: !effect.startsWith("none"),
      };
    });
}

function keysOf(schema: z.core.$ZodType, path: string, hasEffect: boolean): readonly Key[] {
  const written = writtenSchema(schema);
  if (written instanceof z.ZodObject) {
    return Object.entries<z.core.$ZodType>(written.shape).flatMap(([name, member]) =>
      keysOf(member, `${path}.${name}`, hasEffect && !marksOf(member).withoutEffect),
    );
  }
  if (written instanceof z.ZodArray && writtenSchema(written.element) instanceof z.ZodObject) {
    return keysOf(written.element, `${path}[]`, hasEffect);
  }
  return [{ path: path.slice(1).toLowerCase(), value: valueText(written), default: defaultText(schema), hasEffect }];
}

function valueText(written: z.core.$ZodType): string {
  if (written instanceof z.ZodEnum) return written.options.join(", ");
  if (written instanceof z.ZodBoolean) return "boolean";
  if (written instanceof z.ZodNumber) return rangeText(written);
  if (written instanceof z.ZodArray) return "list of texts";
  if (written instanceof z.ZodRecord) return "map of texts";
  return written instanceof z.ZodString ? "text" : "duration";
}

function rangeText(number: z.ZodNumber): string {
  const { minValue, maxValue } = number;
  const bounds = [minValue, maxValue].map((bound) =>
    Number.isSafeInteger(bound) && Math.abs(bound ?? 0) < Number.MAX_SAFE_INTEGER ? bound : undefined,
  );
  const kind = number.isInt ? "whole number" : "number";
  if (bounds[0] !== undefined) return `${kind}, ${bounds[0]} to ${bounds[1]}`;
  return bounds[1] === undefined ? kind : `${kind}, at most ${bounds[1]}`;
}

function defaultText(schema: z.core.$ZodType): string {
  const usual = z.safeParse(schema, undefined);
  if (!usual.success) return "required";
  if (usual.data === undefined) return "–";
  return typeof usual.data === "string" ? usual.data : JSON.stringify(usual.data);
}

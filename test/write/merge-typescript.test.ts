import { describe, expect, it } from "vitest";
import { mergeTwice } from "./merge-twice.ts";

/** A service context as generated, with the given members. */
function context(
  members: readonly { name: string; type: string; value: string; from: string }[],
  closing = "",
): string {
  const imports = members.map(({ type, from }) => `import { ${type} } from "${from}";\n`).join("");
  const fields = members.map(({ name, type }) => `  readonly ${name}: ${type};\n`).join("");
  const made = members.map(({ name, value }) => `    this.${name} = ${value};\n`).join("");
  return `// Code scaffolded by tsgoctl. Safe to edit.

import type { Config } from "../config/config.ts";
${imports}
/** What the service is made of. */
export class ServiceContext {
  readonly config: Config;
${fields}
  constructor(config: Config) {
    this.config = config;
${made}  }

  async close(): Promise<void> {
${closing}  }
}
`;
}

const cache = { name: "cache", type: "Cache", value: "new Cache(config.cacheRedis)", from: "../runtime/cache.ts" };
const users = {
  name: "userModel",
  type: "UserModel",
  value: "new UserModel(this.cache)",
  from: "../model/usermodel.ts",
};
const limit = {
  name: "rateLimit",
  type: "RateLimitMiddleware",
  value: "new RateLimitMiddleware()",
  from: "../middleware/ratelimitmiddleware.ts",
};
const closing = "    await this.cache.close();\n";

const restyle = (text: string): string =>
  `\uFEFF${text.replaceAll(";\n", "\n").replaceAll('"', "'").replaceAll("  ", "\t").replaceAll("\n", "\r\n")}`;

const open = (list: string) => ({
  name: "database",
  type: "Database",
  value: `open(config.dataSource, [${list}])`,
  from: "./d.ts",
});

const schema = (text: string): string =>
  text.replace("\n/** What", 'import { orderSchema } from "../model/o.ts";\n\n/** What');

describe("the service context", () => {
  it("gets fields, their construction, their closing and their imports", async () => {
    expect(await mergeTwice("servicecontext.ts", context([]), context([cache, users], closing))).toEqual({
      text: context([cache, users], closing),
      problems: [],
    });
  });

  it("gets the lines of a body that was empty", async () => {
    const before = context([]).replace("Promise<void> {\n  }", "Promise<void> {}");
    const twice = `${closing}    await this.userModel.close();\n`;
    const { text } = await mergeTwice("s.ts", before, context([cache, users], twice));
    expect(text).toBe(context([cache, users], twice));
  });

  it("gets a field at its place among the others", async () => {
    const { text } = await mergeTwice(
      "servicecontext.ts",
      context([cache, limit], closing),
      context([cache, users, limit], closing),
    );
    expect(text).toBe(context([cache, users, limit], closing));
  });

  it("keeps the user's members, statements, comments and order", async () => {
    const before = context([cache], closing)
      .replace("  readonly cache", "  #secret = 1; // mine\n  readonly cache")
      .replace("= config;\n", "= config; // first\n    /* why */ setUp(this);\n")
      .replace(closing, `    stop();\n${closing}`);
    const { text, problems } = await mergeTwice("servicecontext.ts", before, context([cache, users], closing));
    expect(problems).toEqual([]);
    expect(text).toBe(
      before
        .replace('cache.ts";\n', 'cache.ts";\nimport { UserModel } from "../model/usermodel.ts";\n')
        .replace("  readonly cache: Cache;\n", "  readonly cache: Cache;\n  readonly userModel: UserModel;\n")
        .replace("cacheRedis);\n", "cacheRedis);\n    this.userModel = new UserModel(this.cache);\n"),
    );
  });

  it("keeps CRLF, a byte order mark, tabs, single quotes and missing semicolons", async () => {
    expect(await mergeTwice("s.ts", restyle(context([cache], closing)), context([cache, users], closing))).toEqual({
      text: restyle(context([cache, users], closing)),
      problems: [],
    });
  });

  it("constructs behind everything that the construction uses", async () => {
    const before = context([cache], closing)
      .replace("    this.config = config;\n    this.cache = new Cache(config.cacheRedis);\n", "")
      .replace(
        "(config: Config) {\n",
        "(config: Config) {\n    this.cache = make(config);\n    this.config = config;\n    last();\n",
      );
    const { text } = await mergeTwice("s.ts", before, context([users, cache], closing));
    expect(text).toContain(
      "    this.cache = make(config);\n    this.config = config;\n    this.userModel = new UserModel(this.cache);\n    last();\n",
    );
  });

  it("takes a parameter property, an initializer and a user's import as they are", async () => {
    const before = context([], "")
      .replace("constructor(config: Config)", "constructor(config: Config, readonly cache: Cache)")
      .replace("  readonly config: Config;\n", "  readonly config: Config;\n  readonly rateLimit = makeLimit();\n");
    expect((await mergeTwice("s.ts", before, context([cache, limit]))).text).toBe(before);
  });

  it("adds a table's schema to the list of an existing statement", async () => {
    const wanted = schema(context([open("userSchema, orderSchema"), limit]));
    const { text, problems } = await mergeTwice("s.ts", context([open("userSchema")]), wanted);
    expect(problems).toEqual([]);
    expect(text).toContain("open(config.dataSource, [userSchema, orderSchema]);");
    expect(text).toContain('import { orderSchema } from "../model/o.ts";');
  });

  it.each([
    {
      name: "the constructor's parameter has another name",
      change: (text: string) => text.replaceAll("config: Config)", "settings: Config)"),
      reason: "class ServiceContext, constructor has no parameter config",
    },
    {
      name: "there is no constructor",
      change: (text: string) => text.replace(/ {2}constructor[\s\S]*?\n {2}\}\n/u, ""),
      reason: "there is no class ServiceContext, constructor",
    },
    {
      name: "the class has another name",
      change: (text: string) => text.replace("class ServiceContext", "class Context"),
      reason: "there is no class ServiceContext",
    },
    {
      name: "a member is followed by a comment that goes on below",
      change: (text: string) =>
        text.replace("readonly config: Config;\n", "readonly config: Config; /* one\n  two */\n"),
      reason: "class ServiceContext has its parts on one line",
    },
  ])("is kept, with what is wanted, where $name", async ({ change, reason }) => {
    const before = change(context([]));
    const { text, problems } = await mergeTwice("s.ts", before, context([cache], ""));
    expect(text).toBe(before);
    expect(problems.join("\n")).toContain(`warning GEN2021: not all could be added to s.ts: ${reason}; add by hand: `);
    expect(problems.join("\n")).toMatch(/s\.ts:\d+:\d+/u);
  });

  it("is refused where it cannot be parsed", async () => {
    const before = context([]).replace("constructor(", "constructor((");
    const { text, problems } = await mergeTwice("s.ts", before, context([cache]));
    expect(text).toBe(before);
    expect(problems[0]).toMatch(/^error GEN2022: file cannot be merged: it is not valid TypeScript: .* --> s\.ts:9:/u);
  });
});

/** The settings' schema as generated. */
function config(keys: string, zod: string, names: string): string {
  return `${zod}import { ${names} } from "../runtime/rest-conf.ts";

export const Config = RestConf.extend({
${keys}});
export type Config = z.infer<typeof Config>;
`;
}

describe("the settings' schema", () => {
  const typeOnly = 'import type { z } from "zod";\n';
  const value = 'import { z } from "zod";\n';
  const before = config("  auth: AuthConf,\n", typeOnly, "AuthConf, RestConf");

  it("gets keys, names in an existing import, and a type import turned into a value", async () => {
    const wanted = config(
      "  auth: AuthConf,\n  cache: CacheConf,\n  expire: z.int(),\n",
      value,
      "AuthConf, CacheConf, RestConf",
    );
    expect(await mergeTwice("config.ts", before, wanted)).toEqual({ text: wanted, problems: [] });
  });

  it("gets an import of an own file beside its like", async () => {
    const more = 'import { secret } from "../runtime/conf-value.ts";\n';
    const wanted = config("  auth: AuthConf,\n  key: secret(),\n", `${typeOnly}\n${more}`, "AuthConf, RestConf");
    expect((await mergeTwice("config.ts", before.replace(typeOnly, `${typeOnly}\n`), wanted)).text).toBe(wanted);
  });

  it("gets keys into an object without any", async () => {
    const wanted = config("  expire: z.int(),\n", value, "RestConf");
    const { text } = await mergeTwice("config.ts", config("", typeOnly, "RestConf").replace("{\n});", "{});"), wanted);
    expect(text).toBe(wanted);
  });

  it.each([
    {
      name: "on one line",
      from: "{\n  auth: AuthConf,\n}",
      to: "{ auth: AuthConf }",
      added: "{ auth: AuthConf, cache: CacheConf }",
    },
    {
      name: "without a trailing comma, behind a comment",
      from: "AuthConf,\n}",
      to: "AuthConf // mine\n}",
      added: "AuthConf, // mine\n  cache: CacheConf,\n}",
    },
    {
      name: "with further calls and own keys",
      from: "AuthConf,\n})",
      to: "AuthConf,\n  mine: z.string(), // own\n}).refine(check)",
      added: "AuthConf,\n  cache: CacheConf,\n  mine: z.string(), // own\n}).refine(check)",
    },
  ])("gets a key into an object $name", async ({ from, to, added }) => {
    const wanted = config("  auth: AuthConf,\n  cache: CacheConf,\n", typeOnly, "AuthConf, CacheConf, RestConf");
    const { text, problems } = await mergeTwice("config.ts", before.replace(from, to), wanted);
    expect(problems).toEqual([]);
    expect(text).toBe(before.replace(from, added).replace("AuthConf, RestConf", "AuthConf, CacheConf, RestConf"));
  });

  it("is kept where the user has made it another way", async () => {
    const own = "export interface Config { auth: string }\n";
    const { text, problems } = await mergeTwice("config.ts", own, before.replace("auth", "other"));
    expect(text).toBe(own);
    expect(problems).toEqual([
      "warning GEN2021: not all could be added to config.ts: there is no const Config; add by hand: other: AuthConf --> config.ts:1:1",
    ]);
  });
});

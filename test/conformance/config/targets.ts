import { z } from "zod";
import { duration, fromEnvironment, inherited } from "../../../templates/runtime/config/conf-value.ts";
import { AuthConf, RestConf } from "../../../templates/runtime/config/rest-conf.ts";

const Inner = z.object({ host: z.string().default("localhost"), port: z.int().min(1).max(65_535) });

/** The Go structs that the cases were loaded into, as the schemas of a generated `config.ts` say the same. */
export const targets: Readonly<Record<string, z.ZodType>> = {
  small: z.object({
    name: z.string(),
    mode: z.enum(["dev", "pro"]).default("pro"),
    level: z.int().min(1).max(5).optional(),
    wait: duration().default(2000),
    secret: fromEnvironment(z.string().optional(), "TSG_SECRET"),
    num: fromEnvironment(z.int().optional(), "TSG_NUM"),
    flag: fromEnvironment(z.boolean().optional(), "TSG_FLAG"),
    period: fromEnvironment(duration().optional(), "TSG_PERIOD"),
    tags: z.array(z.string()).optional(),
    ports: z.array(z.int()).optional(),
    labels: z.record(z.string(), z.string()).optional(),
    db: Inner.optional(),
    cache: Inner.optional(),
    other_name: z.string().optional(),
    ratio: z.number().default(0.5),
    onOff: z.boolean().default(true),
    big: z.int64().optional(),
  }),
  parent: z.object({
    region: z.string(),
    child: z.object({ region: inherited(z.string()), x: z.int().default(1) }),
  }),
  list: z.object({ items: z.array(Inner) }),
  validated: z.object({ a: z.int() }).refine(({ a }) => a <= 10, "A is over ten"),
  dup: Inner.extend({ host: z.string() }),
  rest: RestConf,
  auth: RestConf.extend({ auth: AuthConf }),
};

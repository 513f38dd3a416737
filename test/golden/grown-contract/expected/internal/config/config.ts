// Code scaffolded by tsgoctl. Safe to edit.

import { z } from "zod";

import { CacheConf } from "../runtime/config/cache-conf.ts";
import { secret } from "../runtime/config/conf-value.ts";
import { dataSource } from "../runtime/config/data-source-conf.ts";
import { AuthConf, RestConf } from "../runtime/config/rest-conf.ts";

/** What `etc/*.yaml` has to say: go-zero's keys, and those of this service. */
export const Config = RestConf.extend({
  auth: AuthConf,
  refreshSecret: secret(),
  refreshExpire: z.int(),
  dataSource: dataSource(),
  cacheRedis: CacheConf,
});
export type Config = z.infer<typeof Config>;

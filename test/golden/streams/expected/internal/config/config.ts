// Code scaffolded by tsgoctl. Safe to edit.

import type { z } from "zod";

import { AuthConf, RestConf } from "../runtime/config/rest-conf.ts";
import { SseConf } from "../runtime/config/sse-conf.ts";

/** What `etc/*.yaml` has to say: go-zero's keys, and those of this service. */
export const Config = RestConf.extend({
  auth: AuthConf,
  sse: SseConf,
});
export type Config = z.infer<typeof Config>;

import { z } from "zod";
import { duration, secret, unused } from "./conf-value.ts";

const LogConf = z.object({
  serviceName: z.string().optional(),
  mode: z.enum(["console", "file", "volume"]).default("console"),
  encoding: z.enum(["json", "plain"]).default("json"),
  level: z.enum(["debug", "info", "error", "severe"]).default("info"),
  timeFormat: unused(),
  path: unused(),
  maxContentLength: unused(),
  compress: unused(),
  stat: unused(),
  keepDays: unused(),
  stackCooldownMillis: unused(),
  maxBackups: unused(),
  maxSize: unused(),
  rotation: unused(),
  fileTimeFormat: unused(),
  fieldKeys: unused(),
});

/** What Node's timers can wait; they take a longer time for one millisecond. */
const longestTimer = 2_147_483_647;

/** Node takes a negative time for no time at all. */
function waitingTime() {
  return duration()
    .refine((milliseconds) => milliseconds >= 0, "expected a duration of zero or more")
    .refine((milliseconds) => milliseconds <= longestTimer, "expected a duration of at most 24 days");
}

const ShutdownConf = z.object({
  /** How long requests are still taken after the signal. */
  wrapUpTime: waitingTime().default(1000),
  /** When the process is ended whatever still runs. */
  waitTime: waitingTime().default(5500),
});

/** What every service's `etc/*.yaml` may say: go-zero's keys with go-zero's defaults. */
export const RestConf = z.object({
  name: z.string(),
  host: z.string().default("0.0.0.0"),
  port: z.int().min(0).max(65_535),
  certFile: z.string().optional(),
  keyFile: z.string().optional(),
  /** Bytes that a request body may have; 0 for no limit. */
  maxBytes: z.int().default(1_048_576),
  /** Milliseconds that a request may take; 0 for no limit. */
  timeout: z.int().max(longestTimer).default(3000),
  mode: z.enum(["dev", "test", "rt", "pre", "pro"]).default("pro"),
  log: LogConf.prefault({}),
  shutdown: ShutdownConf.prefault({}),
  verbose: unused(),
  maxConns: unused(),
  cpuThreshold: unused(),
  signature: unused(),
  middlewares: unused(),
  traceIgnorePaths: unused(),
  metricsUrl: unused(),
  prometheus: unused(),
  telemetry: unused(),
  devServer: unused(),
  profiling: unused(),
});
export type RestConf = z.infer<typeof RestConf>;

/** The section that `jwt: Auth` names. */
export const AuthConf = z.object({
  accessSecret: secret(),
  /** Seconds that a token is good for. */
  accessExpire: z.int(),
});
export type AuthConf = z.infer<typeof AuthConf>;

/** The section that `jwtTransition: Trans` names. */
export const TransitionConf = z.object({ secret: secret(), prevSecret: secret() });
export type TransitionConf = z.infer<typeof TransitionConf>;

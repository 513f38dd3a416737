import { isIP } from "node:net";
import { z } from "zod";
import { duration, inherited, password, secret, withoutEffect } from "./conf-value.ts";
import { TelemetryConf } from "./telemetry-conf.ts";

const FieldKeysConf = z.object({
  callerKey: z.string().default("caller"),
  contentKey: z.string().default("content"),
  durationKey: z.string().default("duration"),
  levelKey: z.string().default("level"),
  spanKey: z.string().default("span"),
  timestampKey: z.string().default("@timestamp"),
  traceKey: z.string().default("trace"),
  truncatedKey: z.string().default("truncated"),
});

const LogConf = z.object({
  serviceName: z.string().optional(),
  mode: withoutEffect(z.enum(["console", "file", "volume"]).default("console")),
  encoding: z.enum(["json", "plain"]).default("json"),
  timeFormat: withoutEffect(z.string().optional()),
  path: withoutEffect(z.string().default("logs")),
  level: z.enum(["debug", "info", "error", "severe"]).default("info"),
  maxContentLength: withoutEffect(z.int().min(0).max(4_294_967_295).default(0)),
  compress: withoutEffect(z.boolean().default(false)),
  stat: withoutEffect(z.boolean().default(true)),
  keepDays: withoutEffect(z.int().default(0)),
  stackCooldownMillis: withoutEffect(z.int().default(100)),
  maxBackups: withoutEffect(z.int().default(0)),
  maxSize: withoutEffect(z.int().default(0)),
  rotation: withoutEffect(z.enum(["daily", "size"]).default("daily")),
  fileTimeFormat: withoutEffect(z.string().optional()),
  fieldKeys: withoutEffect(FieldKeysConf.optional()),
});

const SignatureConf = z.object({
  strict: z.boolean().default(false),
  expiry: duration().default(3_600_000),
  privateKeys: z.array(z.object({ fingerprint: z.string(), keyFile: z.string() })),
});

/** Which of go-zero's handlers around a request are there. */
const MiddlewaresConf = z.object({
  trace: z.boolean().default(true),
  log: z.boolean().default(true),
  prometheus: z.boolean().default(true),
  maxConns: z.boolean().default(true),
  breaker: z.boolean().default(true),
  shedding: z.boolean().default(true),
  timeout: z.boolean().default(true),
  recover: withoutEffect(z.boolean().default(true)),
  metrics: withoutEffect(z.boolean().default(true)),
  maxBytes: z.boolean().default(true),
  gunzip: z.boolean().default(true),
});

const PrometheusConf = z.object({
  host: z.string().default(""),
  port: z.int().default(9101),
  path: z.string().default("/metrics"),
});

function devPath() {
  return z
    .string()
    .regex(/^\/[^:*?#]*$/, "expected a path that begins with a slash, without the signs : * ? #")
    .refine((path) => path !== "/livez", "expected another path than /livez, which tells of the process");
}

/** A second server for probes and metrics; without this section there is none. */
const DevServerConf = z
  .object({
    enabled: z.boolean().default(true),
    /** This machine alone if it is empty. */
    host: z.string().default(""),
    port: z.int().min(0).max(65_535).default(6060),
    metricsPath: devPath().default("/metrics"),
    healthPath: devPath().default("/healthz"),
    enableMetrics: z.boolean().default(true),
    enablePprof: withoutEffect(z.boolean().default(true)),
    healthResponse: z.string().default("OK"),
  })
  .refine(
    ({ metricsPath, healthPath, enableMetrics }) => !enableMetrics || metricsPath !== healthPath,
    "expected different paths as HealthPath and MetricsPath",
  );

const ProfilingConf = z.object({
  name: inherited(z.string()),
  serverAddr: z.string(),
  authUser: z.string().optional(),
  authPassword: password().optional(),
  uploadRate: duration().default(15_000),
  checkInterval: duration().default(10_000),
  profilingDuration: duration().default(120_000),
  cpuThreshold: z.int().min(0).max(999).default(700),
  profileType: z
    .object({
      logger: z.boolean().default(false),
      cpu: z.boolean().default(true),
      goroutines: z.boolean().default(true),
      memory: z.boolean().default(true),
      mutex: z.boolean().default(false),
      block: z.boolean().default(false),
    })
    .prefault({}),
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

/** An address, a range of them, or the name that Fastify has for some ranges. */
function isProxy(text: string): boolean {
  const [address = "", prefix = "1", ...rest] = text.split("/");
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  const isRange = rest.length === 0 && /^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= longest;
  return isRange || ["loopback", "linklocal", "uniquelocal"].includes(text);
}

/** What every service's `etc/*.yaml` may say: go-zero's keys with go-zero's defaults. */
export const RestConf = z.object({
  name: z.string(),
  host: z.string().default("0.0.0.0"),
  port: z.int().min(0).max(65_535),
  certFile: z.string().optional(),
  keyFile: z.string().optional(),
  verbose: withoutEffect(z.boolean().default(false)),
  /** Requests at once on each route; 0 for no limit. */
  maxConns: z.int().default(10_000),
  /** Bytes that a request body may have; 0 for no limit. */
  maxBytes: z.int().default(1_048_576),
  /** Milliseconds that a request may take; 0 for no limit. */
  timeout: z.int().max(longestTimer).default(3000),
  /** In thousandths: how busy the event loop has to be before requests are turned away, in `Mode: pro`; 0 for never. */
  cpuThreshold: z.int().min(0).max(999).default(900),
  signature: withoutEffect(SignatureConf.optional()),
  middlewares: MiddlewaresConf.prefault({}),
  /** Routes without spans and `traceparent` headers. */
  traceIgnorePaths: z.array(z.string()).optional(),
  mode: z.enum(["dev", "test", "rt", "pre", "pro"]).default("pro"),
  metricsUrl: withoutEffect(z.string().optional()),
  log: LogConf.prefault({}),
  prometheus: withoutEffect(PrometheusConf.optional()),
  telemetry: TelemetryConf.optional(),
  devServer: DevServerConf.optional(),
  shutdown: ShutdownConf.prefault({}),
  profiling: withoutEffect(ProfilingConf.optional()),
  /** Not a key of go-zero: errors as problem details (RFC 9457), as go-zero's text, or `{code, msg, data}` around all answers. */
  responseFormat: z.enum(["problem", "text", "envelope"]).default("problem"),
  /** Not a key of go-zero: whose `X-Forwarded-For`, `-Host` and `-Proto` are taken for true. */
  trustedProxies: z.array(z.string().refine(isProxy, "expected an address or a range, such as 10.0.0.0/8")).optional(),
  /** Not a key of go-zero: whether requests are held to the rules of `validate` tags, which goctl leaves alone. */
  validate: z.boolean().default(true),
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

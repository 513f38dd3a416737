import { z } from "zod";
import { collectorUrl } from "../telemetry/collector-url.ts";
import { batchers, missingPackagesCommand } from "../telemetry/packages.ts";
import { password } from "./conf-value.ts";

/** Where the spans of requests, of SQL and of Redis go, with OpenTelemetry. */
export const TelemetryConf = z
  .object({
    /** The service's name for spans, in place of `Name`. */
    name: z.string().optional(),
    /** Of a collector: `host:port` or a URL; with `Batcher: file` a file. Without it nothing is exported. */
    endpoint: z.string().optional(),
    /** The part of the traces that is exported, from 0 to 1, where the request does not say whether its trace is. */
    sampler: z.number().default(1),
    batcher: z.enum(batchers).default("otlpgrpc"),
    otlpHeaders: z.record(z.string(), password()).optional(),
    otlpHttpPath: z.string().optional(),
    otlpHttpSecure: z.boolean().default(false),
    disabled: z.boolean().default(false),
  })
  .check(({ value, issues }) => {
    if (!isExporting(value)) return;
    const add = (path: readonly string[], message: string) =>
      issues.push({ code: "custom", path: [...path], message, input: value });

    if (value.batcher !== "file" && collectorUrl(value) === undefined) {
      add(["endpoint"], "expected an address such as collector:4317 or https://collector:4317");
    }
    for (const [name, text] of Object.entries(value.otlpHeaders ?? {})) {
      if (!isHeader(name, text))
        add(["otlpHeaders", name], "expected the name of a header, and visible signs as its value");
    }
    const command = missingPackagesCommand(value.batcher);
    if (command !== undefined) add(["endpoint"], `needs packages that are not installed; run: ${command}`);
  });
export type TelemetryConf = z.infer<typeof TelemetryConf>;

export type ExportingConf = TelemetryConf & { readonly endpoint: string };

/** Whether spans are to be exported. */
export function isExporting(conf: TelemetryConf | undefined): conf is ExportingConf {
  return conf !== undefined && !conf.disabled && conf.endpoint !== undefined && conf.endpoint !== "";
}

/** What HTTP and gRPC both take; what they throw otherwise shows the value. */
function isHeader(name: string, text: string): boolean {
  return /^[\w.-]+$/.test(name) && /^[\x20-\x7E]*$/.test(text);
}

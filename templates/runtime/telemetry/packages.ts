import { createRequire } from "node:module";

/** The versions that run on Node 20.19 and go together. */
const sdkPackages = {
  "@opentelemetry/api": "1.9.1",
  "@opentelemetry/context-async-hooks": "2.12.0",
  "@opentelemetry/core": "2.12.1",
  "@opentelemetry/resources": "2.12.1",
  "@opentelemetry/sdk-trace": "2.12.1",
};

/** go-zero's ways to send spans. */
export const batchers = ["zipkin", "otlpgrpc", "otlphttp", "file"] as const;
export type Batcher = (typeof batchers)[number];

const exporterPackages: Readonly<Record<Batcher, Readonly<Record<string, string>>>> = {
  otlpgrpc: { "@grpc/grpc-js": "1.14.7", "@opentelemetry/exporter-trace-otlp-grpc": "0.223.1" },
  otlphttp: { "@opentelemetry/exporter-trace-otlp-proto": "0.223.1" },
  zipkin: { "@opentelemetry/exporter-zipkin": "2.12.1" },
  file: { "@opentelemetry/otlp-transformer": "0.223.1" },
};

/** The packages that spans are exported with, and their versions. They are the service's only if it has to export any. */
export function telemetryPackages(batcher: Batcher): Readonly<Record<string, string>> {
  return { ...sdkPackages, ...exporterPackages[batcher] };
}

/** The command that installs the packages; undefined if they are all there. */
export function missingPackagesCommand(batcher: Batcher): string | undefined {
  const packages = Object.entries(telemetryPackages(batcher));
  if (packages.every(([name]) => isInstalled(name))) return undefined;
  return ["npm install --save-exact", ...packages.map(([name, version]) => `${name}@${version}`)].join(" ");
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

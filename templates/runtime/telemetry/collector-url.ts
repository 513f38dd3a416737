import type { Batcher } from "./packages.ts";

/** Of the settings, what says where spans go. */
export interface CollectorAddress {
  readonly endpoint: string;
  readonly batcher: Batcher;
  readonly otlpHttpPath?: string | undefined;
  readonly otlpHttpSecure: boolean;
}

/** The URL that spans are sent to; undefined if `Endpoint` is no address. As in go-zero, one without a scheme is not encrypted. */
export function collectorUrl({
  endpoint,
  batcher,
  otlpHttpPath,
  otlpHttpSecure,
}: CollectorAddress): string | undefined {
  const scheme = batcher === "otlphttp" && otlpHttpSecure ? "https" : "http";
  const text = endpoint.includes("://") ? endpoint : `${scheme}://${endpoint}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  if (batcher === "otlphttp" && url.pathname === "/") url.pathname = otlpHttpPath ?? "/v1/traces";
  return url.href;
}

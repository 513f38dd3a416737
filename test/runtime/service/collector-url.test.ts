import { describe, expect, it } from "vitest";
import { collectorUrl } from "../../../templates/runtime/telemetry/collector-url.ts";

describe("an address", () => {
  const given = { otlpHttpSecure: false };
  it.each([
    [{ ...given, batcher: "otlpgrpc", endpoint: "collector:4317" }, "http://collector:4317/"],
    [{ ...given, batcher: "otlpgrpc", endpoint: "https://collector:4317" }, "https://collector:4317/"],
    [{ batcher: "otlpgrpc", endpoint: "collector:4317", otlpHttpSecure: true }, "http://collector:4317/"],
    [{ batcher: "otlphttp", endpoint: "collector:4318", otlpHttpSecure: true }, "https://collector:4318/v1/traces"],
    [
      { batcher: "otlphttp", endpoint: "http://collector:4318", otlpHttpSecure: true },
      "http://collector:4318/v1/traces",
    ],
    [{ ...given, batcher: "otlphttp", endpoint: "[::1]:4318", otlpHttpPath: "/x" }, "http://[::1]:4318/x"],
    [{ ...given, batcher: "zipkin", endpoint: "http://zipkin:9411/api/v2/spans" }, "http://zipkin:9411/api/v2/spans"],
    [{ ...given, batcher: "zipkin", endpoint: "file:///tmp/x" }, undefined],
    [{ ...given, batcher: "otlphttp", endpoint: "a b" }, undefined],
  ] as const)("%j is %s", (address, url) => {
    expect(collectorUrl(address)).toBe(url);
  });
});

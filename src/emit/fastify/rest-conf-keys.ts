/** The settings of every service, as `internal/runtime/config/rest-conf.ts` declares them. */
export const restConfKeys: readonly string[] = (
  "name host port certFile keyFile verbose maxConns maxBytes timeout cpuThreshold signature middlewares traceIgnorePaths " +
  "mode metricsUrl log prometheus telemetry devServer shutdown profiling responseFormat trustedProxies validate"
).split(" ");

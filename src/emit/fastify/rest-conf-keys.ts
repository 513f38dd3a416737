/** The settings of every service, as `internal/runtime/config/rest-conf.ts` declares them. */
export const restConfKeys: readonly string[] = (
  "name host port certFile keyFile maxBytes timeout mode log shutdown verbose maxConns cpuThreshold signature middlewares " +
  "traceIgnorePaths metricsUrl prometheus telemetry devServer profiling"
).split(" ");

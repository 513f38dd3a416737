import underPressure from "@fastify/under-pressure";
import type { FastifyInstance } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import { RefusalError } from "./refusal-error.ts";

/** Milliseconds that everything waits for the event loop. A loop that is busy but not late is a service that is well used. */
const lateFrom = 100;

/** In `Mode: pro`, turns requests away while the event loop is both busy (`CpuThreshold`, in thousandths) and late. */
export function shedLoad(server: FastifyInstance, { cpuThreshold, middlewares, mode }: RestConf): void {
  if (!middlewares.shedding || cpuThreshold === 0 || mode !== "pro") return;
  server.register(underPressure, {
    maxEventLoopUtilization: cpuThreshold / 1000,
    eventLoopUtilizationMode: "interval",
    pressureHandler: async () => {
      if (server.memoryUsage().eventLoopDelay >= lateFrom) throw new RefusalError(503, "the service is overloaded");
    },
  });
}

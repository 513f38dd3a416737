import underPressure from "@fastify/under-pressure";
import type { FastifyInstance } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import { RefusalError } from "./refusal-error.ts";

/** Milliseconds that everything waits for the event loop. A loop that is busy but not late is a service that is well used. */
const lateFrom = 100;

/** In `Mode: pro`, turns requests away while the event loop is both busy (`CpuThreshold`, in thousandths) and late. */
export function shedLoad(server: FastifyInstance, { cpuThreshold, middlewares, mode }: RestConf): void {
  if (!middlewares.shedding || cpuThreshold === 0 || mode !== "pro") return;

  let isOverloaded: (() => boolean) | undefined;
  // In a scope of its own, so that a project can register the plugin for limits that it sets itself.
  server.register(async (scope) => {
    await scope.register(underPressure, {
      maxEventLoopUtilization: cpuThreshold / 1000,
      eventLoopUtilizationMode: "interval",
    });
    isOverloaded = () => scope.isUnderPressure() && scope.memoryUsage().eventLoopDelay >= lateFrom;
  });
  server.addHook("onRequest", (_request, _reply, done) => {
    done(isOverloaded?.() === true ? new RefusalError(503, "the service is overloaded") : undefined);
  });
}

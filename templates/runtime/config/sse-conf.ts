import { z } from "zod";
import { duration } from "./conf-value.ts";

/** `Sse`: streams of server-sent events. */
export const SseConf = z
  .object({
    /** How long a stream may be silent, in milliseconds: then it sends a comment, so that no proxy takes it for dead. */
    heartbeat: duration()
      .refine((milliseconds) => milliseconds >= 1 && milliseconds <= 86_400_000, "expected a duration of 1ms to 24h")
      .default(15_000),
  })
  .prefault({});
export type SseConf = z.infer<typeof SseConf>;

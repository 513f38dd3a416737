import type { FastifyReply } from "fastify";

/** The status for logs and metrics: 499, as in go-zero, where the client left before its answer was there. */
export function loggedStatus({ raw, statusCode }: FastifyReply): number {
  return raw.writableFinished ? statusCode : 499;
}

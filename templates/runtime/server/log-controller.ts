import fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import { pathOf } from "./failure.ts";
import { formatFailure } from "./format-failure.ts";

/** What Fastify logs by itself: not requests, which `logResponses` does. */
export class LogController extends fastify.LogController {
  constructor() {
    super({ disableRequestLogging: true, requestIdLogLabel: "trace" });
  }

  /**
   * Called where a hook `onSend` has failed on the answer to an error, too, so that no answer can go through the hooks. Fastify's would
   * have the words of the error, which are nobody's business; here is the last place to answer without them.
   */
  override defaultErrorLog(error: Error, request: FastifyRequest, reply: FastifyReply): void {
    request.log.error({ err: error }, "a hook failed on the answer to an error");
    const failure = { status: 500, instance: pathOf(request.originalUrl), error };
    const { status, type, text = "", headers } = formatFailure(failure, request);
    reply.raw.writeHead(status, { ...headers, "content-type": type }).end(text);
    // Fastify goes on to send the error.
    reply.send = () => reply;
  }
}

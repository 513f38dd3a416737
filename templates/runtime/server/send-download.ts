import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { RequestContext } from "../context.ts";
import { answerContext } from "./answer-context.ts";
import type { Download } from "./download.ts";
import { sendStream } from "./send-stream.ts";

/** Answers with what a logic has to be downloaded. A stream is closed when it has been sent, or when the client has gone. */
export async function sendDownload(
  reply: FastifyReply,
  run: (context: RequestContext) => Promise<Download>,
): Promise<void> {
  const context = answerContext(reply);
  const { content, headers } = await run(context);
  if (content instanceof Readable) await sendStream(reply, content, { headers, signal: context.signal });
  else await reply.headers(headers).send(content);
}

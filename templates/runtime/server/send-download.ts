import { Readable, pipeline } from "node:stream";
import type { FastifyReply } from "fastify";
import type { RequestContext } from "../context.ts";
import { answerContext } from "./answer-context.ts";
import type { Download } from "./download.ts";
import { ofSize } from "./of-size.ts";
import { sendStream } from "./send-stream.ts";

/** Answers with what a logic has to be downloaded. A stream is closed when it has been sent, or when the client has gone. */
export async function sendDownload(
  reply: FastifyReply,
  run: (context: RequestContext) => Promise<Download>,
): Promise<void> {
  const context = answerContext(reply);
  const { content, size, headers } = await run(context);
  const head = { headers, signal: context.signal };
  if (content instanceof Readable)
    await sendStream(reply, size === undefined ? content : measured(content, size), head);
  else await reply.headers(headers).send(content);
}

function measured(content: Readable, size: number): Readable {
  // Whatever goes wrong with either is an error of the stream that is sent.
  return pipeline(content, ofSize(size), () => {});
}

import type { FastifyRequest, RequestPayload } from "fastify";
import { BrokenForm } from "../binding/broken-form.ts";
import { InvalidRequest } from "../binding/invalid-request.ts";
import { mostParts, readParts } from "../binding/read-parts.ts";
import type { RequestBody } from "../binding/request-body.ts";
import { startReading, violate } from "../binding/reading.ts";
import { RefusalError } from "../server/refusal-error.ts";
import { FormParts } from "./form-parts.ts";
import { piecesOf } from "./pieces-of.ts";
import type { Upload } from "./upload.ts";

/** What a form may have; Go's own reader stops at 10 MB of values, too. */
const mostFiles = 100;
const mostValueBytes = 10_485_760;

/**
 * Reads a multipart form while it comes. Its values count as those of any form do; its files are the members of the body. What
 * is wrong with the form itself is thrown, and everything that came is removed then.
 */
export async function readMultipart(
  request: FastifyRequest,
  payload: RequestPayload,
  upload: Upload,
): Promise<RequestBody> {
  const parts = new FormParts(request.routeOptions.schema, upload);
  const body = piecesOf(payload, request.routeOptions.bodyLimit, upload.signal);
  try {
    await collectParts(body, request.headers["content-type"] ?? "", parts);
    return parts.body();
  } catch (error) {
    await upload.end();
    throw error instanceof BrokenForm ? invalid(error) : error;
  }
}

async function collectParts(body: AsyncIterable<Buffer>, mediaType: string, parts: FormParts): Promise<void> {
  let [files, values, valueBytes] = [0, 0, 0];
  for await (const { label, content } of readParts(body, mediaType)) {
    const { name, fileName, type } = label;
    if (files + values === mostParts) throw tooMuch(`the form has more than ${mostParts} parts`);
    if (fileName === undefined) {
      values++;
      const pieces: Buffer[] = [];
      for await (const piece of content) {
        valueBytes += piece.length;
        if (valueBytes > mostValueBytes) throw tooMuch(`the values of the form are more than ${mostValueBytes} bytes`);
        pieces.push(piece);
      }
      parts.addValue(name, Buffer.concat(pieces).toString());
    } else {
      if (files++ === mostFiles) throw tooMuch(`the form has more than ${mostFiles} files`);
      await parts.addFile(name, content, { name: fileName, type });
    }
  }
}

function tooMuch(message: string): RefusalError {
  return new RefusalError(413, message);
}

function invalid({ message }: BrokenForm): InvalidRequest {
  const reading = startReading("body");
  violate(reading, "syntax", message);
  return new InvalidRequest(reading.violations, `the body ${message}`);
}

import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { Busboy } from "@fastify/busboy";
import type { BusboyConfig, BusboyInstance } from "@fastify/busboy";
import type { FastifyRequest, RequestPayload } from "fastify";
import { InvalidRequest } from "../binding/invalid-request.ts";
import { RequestBody } from "../binding/request-body.ts";
import { startReading, violate } from "../binding/reading.ts";
import { RefusalError } from "../server/refusal-error.ts";
import { FormParts } from "./form-parts.ts";
import type { Upload } from "./upload.ts";

/** What a form may have; Go's own reader stops at a thousand parts and 10 MB of values, too. */
const mostParts = 1000;
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
  try {
    const form = openForm(request.headers, upload);
    form.on("field", (name, value, _isNameCut, isValueCut) => {
      parts.addValue(name, value);
      if (isValueCut || parts.valueBytes > mostValueBytes) {
        upload.stop(new RefusalError(413, `the values of the form are more than ${mostValueBytes} bytes`));
      }
    });
    form.on("file", (name, stream, ...[fileName, , type]) => {
      if (upload.signal.aborted) stream.resume();
      else parts.addFile(name, stream, { name: fileName, type });
    });
    await feed(form, payload, request.routeOptions.bodyLimit, upload.signal);
    return await parts.body();
  } catch (error) {
    const reason: unknown = upload.signal.aborted ? upload.signal.reason : error;
    await upload.end();
    throw reason;
  }
}

function openForm(headers: IncomingHttpHeaders, upload: Upload): BusboyInstance {
  const limits = { parts: mostParts, files: mostFiles, fieldSize: mostValueBytes };
  const form = createForm(headers["content-type"] ?? "", limits);
  form.on("error", () => upload.stop(incomplete()));
  form.on("partsLimit", () => upload.stop(new RefusalError(413, `the form has more than ${mostParts} parts`)));
  form.on("filesLimit", () => upload.stop(new RefusalError(413, `the form has more than ${mostFiles} files`)));
  return form;
}

function createForm(type: string, limits: NonNullable<BusboyConfig["limits"]>): BusboyInstance {
  try {
    // `FormParts` takes the folders off.
    return new Busboy({ headers: { "content-type": type }, limits, isPartAFile, preservePath: true });
  } catch {
    // It throws where the type has no boundary.
    throw incomplete();
  }
}

/** As in Go, what has the name of a file is one. */
function isPartAFile(...[, , fileName]: Parameters<NonNullable<BusboyConfig["isPartAFile"]>>): boolean {
  return fileName !== undefined;
}

function incomplete(): InvalidRequest {
  const reading = startReading("body");
  violate(reading, "syntax", "is not a complete multipart form");
  return new InvalidRequest(reading.violations, "the body is not a complete multipart form");
}

/** Gives a body to the form as fast as its files can be stored. */
async function feed(form: BusboyInstance, payload: RequestPayload, limit: number, signal: AbortSignal): Promise<void> {
  let length = 0;
  // A body that is refused is not destroyed: the answer goes over the same socket.
  for await (const chunk of payload.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > limit) throw new RefusalError(413, "the body is too large");
    if (!form.write(chunk)) await once(form, "drain", { signal });
    signal.throwIfAborted();
  }
  const finished = once(form, "finish", { signal });
  form.end();
  await finished;
}

import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { FastifyInstance, FastifyRequest, preParsingHookHandler } from "fastify";
import { BrokenForm } from "../binding/broken-form.ts";
import { type FormReading, collectForm, readForm } from "../binding/form-values.ts";
import { formMethods } from "../binding/media-type.ts";
import { readJson } from "../binding/read-json.ts";
import { mostParts, readParts } from "../binding/read-parts.ts";
import { RequestBody } from "../binding/request-body.ts";

/**
 * Makes the server read JSON bodies and forms. The fields are taken from them when the whole request is read, and what is
 * wrong with them is told then.
 */
export function readBodies(server: FastifyInstance): void {
  server.addHook("preParsing", replaceMediaType);
  server.removeAllContentTypeParsers();

  server.addContentTypeParser(jsonTypes, { parseAs: "string" }, (_request, text: string, done) => {
    done(null, text === "" ? undefined : new RequestBody({ json: readJson(text), text }));
  });
  server.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    ({ method }, text: string, done) => {
      done(null, formMethods.has(method) ? new RequestBody({ form: readForm(text) }) : undefined);
    },
  );
  server.addContentTypeParser(
    "multipart/form-data",
    { parseAs: "buffer" },
    async (request: FastifyRequest, bytes: Buffer) => {
      const form = await readMultipart(bytes, request.headers["content-type"] ?? "");
      return new RequestBody({ form, isAfterQuery: true });
    },
  );
  // As in go-zero, what is of another type is not read. A field that is missing for that reason says so.
  server.addContentTypeParser("*", (_request, _payload, done) => done(null));

  // As in go-zero, a request of any method may have a body.
  for (const method of ["GET", "HEAD", "TRACE"])
    server.addHttpMethod(method, { hasBody: true, overrideExisting: true });
}

/** As in go-zero, wherever `application/json` stands in the type, and also `application/merge-patch+json`. */
const jsonTypes = /^[^;]*(?:application\/json|\+json)/i;

/** What Fastify can read as a media type. */
const mediaType = /^\s*[!#$%&'*+.^\w`|~-]+\/[!#$%&'*+.^\w`|~-]+\s*(?:;|$)/;

/**
 * Fastify refuses with 415 what is no media type, such as `json`. As in go-zero, such a body is read as JSON if the type says so, and
 * else not at all. Fields of the header are read from what came.
 */
const replaceMediaType: preParsingHookHandler = (request, _reply, payload, done) => {
  const type = request.headers["content-type"];
  if (type !== undefined && !mediaType.test(type)) {
    request.headers = { ...request.headers, "content-type": jsonTypes.test(type) ? "application/json" : undefined };
  }
  done(null, payload);
};

/** The values of a form; its files are none. */
async function readMultipart(bytes: Buffer, type: string): Promise<FormReading> {
  const values: [name: string, value: string][] = [];
  let parts = 0;
  try {
    for await (const { label, content } of readParts(Readable.from([bytes]), type)) {
      if (++parts > mostParts) return { kind: "fault", message: `has more than ${mostParts} parts` };
      // As in Go, a file is what has a name of one, and that of no field counts for nothing.
      if (label.name !== "" && (label.fileName ?? "") === "")
        values.push([label.name, (await buffer(content)).toString()]);
    }
  } catch (error) {
    if (error instanceof BrokenForm) return { kind: "fault", message: error.message };
    throw error;
  }
  return collectForm(values);
}

import type { FastifyInstance, FastifyRequest, RequestPayload } from "fastify";
import { RefusalError } from "../server/refusal-error.ts";
import { whenFinished } from "../server/when-finished.ts";
import { readMultipart } from "./read-multipart.ts";
import { Upload } from "./upload.ts";

/** Makes the routes of a scope take multipart forms with files, and no other bodies. */
export function receiveFiles(group: FastifyInstance): void {
  const uploads = new WeakMap<FastifyRequest, Upload>();
  const uploadOf = (request: FastifyRequest): Upload => {
    const upload = uploads.get(request) ?? new Upload();
    uploads.set(request, upload);
    return upload;
  };

  group.removeAllContentTypeParsers();
  group.addContentTypeParser("multipart/form-data", (request: FastifyRequest, payload: RequestPayload) =>
    readMultipart(request, payload, uploadOf(request)),
  );
  group.addContentTypeParser("*", ({ raw: { headers } }, _payload, done) => {
    const found = headers["content-type"] ?? "none";
    done(new RefusalError(415, `expected the type multipart/form-data, found ${found}`));
  });
  // One that ends before its body is read is known to have ended when it would be.
  group.addHook("onRequest", (request, reply, done) => {
    whenFinished(reply, () => {
      uploadOf(request)
        .end()
        .catch((err: unknown) => request.log.error({ err }, "the files of a request are not removed"));
    });
    done();
  });
}

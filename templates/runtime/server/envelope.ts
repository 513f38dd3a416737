import type { FastifyInstance } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";

/**
 * With `ResponseFormat: envelope`, puts every JSON answer of a success into `{code, msg, data}`. The route's schema has written
 * `data` by then.
 */
export function wrapSuccesses(server: FastifyInstance, { responseFormat }: RestConf): void {
  if (responseFormat !== "envelope") return;
  server.addHook("onSend", (_request, reply, payload, done) => {
    const isJson = /^application\/json\b/.test(String(reply.getHeader("content-type")));
    const isFile = reply.hasHeader("content-disposition");
    const isWrapped = reply.statusCode < 300 && isJson && !isFile && typeof payload === "string" && payload !== "";
    done(null, isWrapped ? `{"code":0,"msg":"ok","data":${payload}}` : payload);
  });
}

import type { onSendHookHandler } from "fastify";

/** Fastify sends nothing for null; go-zero answers `null` where the contract has a type to return. */
export const writeNull: onSendHookHandler = (_request, reply, payload, done) => {
  if (payload !== null) return done(null, payload);
  reply.type("application/json; charset=utf-8");
  return done(null, "null");
};

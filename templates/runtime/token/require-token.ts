import type { onRequestAsyncHookHandler } from "fastify";
import { UnauthorizedError } from "../errors.ts";
import { bearerToken, verifyToken } from "./jwt.ts";

/** Lets only requests through that carry a token which one of the secrets signed, and keeps its claims. */
export function requireToken(secrets: readonly string[]): onRequestAsyncHookHandler {
  return async (request) => {
    const { authorization } = request.headers;
    if (authorization === undefined) throw new UnauthorizedError("Bearer", "the request has no token");

    const token = bearerToken(authorization);
    request.claims = token === undefined ? undefined : verifyToken(token, secrets);
    if (request.claims === undefined) {
      throw new UnauthorizedError('Bearer error="invalid_token"', "the token is not valid");
    }
  };
}

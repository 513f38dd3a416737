import { STATUS_CODES } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { CodeError, UnauthorizedError } from "../errors.ts";
import { type Violation, violationsOf } from "./violation.ts";

/** The body of every answer that is not a success (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  /** The business code of a `CodeError`. */
  readonly code?: number;
  readonly errors?: readonly Violation[];
}

/** What a problem says beyond its status. */
type ProblemDetails = Partial<Pick<Problem, "detail" | "instance" | "code" | "errors">>;

export function problem(status: number, details: ProblemDetails): Problem {
  return { type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, ...details };
}

/** Answers a request that failed; what is not meant for the client goes to the log only. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, details } = failureOf(error, request);
  if (status >= 500 && status !== 501) request.log.error({ err: error }, "request failed");
  if (status === 503) reply.header("retry-after", "1");
  // The rest of the body is not read, so the connection is of no further use.
  if (status === 413) reply.header("connection", "close");
  if (error instanceof UnauthorizedError) reply.header("www-authenticate", error.challenge);
  return sendProblem(problem(status, { ...details, instance: pathOf(request.originalUrl) }), reply);
}

/** A text and not an object, so that no response schema of the route is applied to it. */
export function sendProblem(body: Problem, reply: FastifyReply): FastifyReply {
  return reply.code(body.status).type("application/problem+json; charset=utf-8").send(JSON.stringify(body));
}

/** The query is left out wherever a URL is shown: it may hold what is nobody's business. */
export function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? url;
}

interface Failure {
  readonly status: number;
  readonly details: ProblemDetails;
}

function failureOf(error: unknown, request: FastifyRequest): Failure {
  if (error instanceof CodeError) return failureOfCode(error);
  if (isFastifyError(error)) return failureOfFastify(error, request);
  // A client that goes away before its request is complete is no fault of the service, and no answer will reach it.
  const hasGone =
    request.raw.readableAborted && error instanceof Error && "code" in error && error.code === "ECONNRESET";
  return { status: hasGone ? 400 : 500, details: {} };
}

interface FastifyOwnError extends Error {
  readonly code: string;
  readonly statusCode?: unknown;
}

/** Other libraries have a `statusCode`, too: that of an answer that they got, with words that are nobody's business. */
function isFastifyError(error: unknown): error is FastifyOwnError {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("FST_");
}

function failureOfFastify(error: FastifyOwnError, request: FastifyRequest): Failure {
  if ("validation" in error) return { status: 400, details: { errors: violationsOf(request) } };
  if (error.code === "FST_ERR_VALIDATION" && error instanceof RangeError) {
    return { status: 400, details: { detail: "the request is nested too deeply" } };
  }
  if (error.code === "FST_ERR_HANDLER_TIMEOUT") {
    return { status: 503, details: { detail: "the request took too long" } };
  }
  // Only the errors of a client's fault are written for clients.
  const status = typeof error.statusCode === "number" ? error.statusCode : 500;
  if (status >= 400 && status < 500) return { status, details: { detail: error.message } };
  return { status: status >= 500 && status <= 599 ? status : 500, details: {} };
}

function failureOfCode({ code, message }: CodeError): Failure {
  return code >= 400 && code <= 599
    ? { status: code, details: { detail: message } }
    : { status: 400, details: { detail: message, code } };
}

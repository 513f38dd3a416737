import type { FastifyRequest } from "fastify";
import { InvalidRequest } from "../binding/invalid-request.ts";
import type { Violation } from "../binding/violation.ts";
import { CodeError } from "../errors.ts";
import { withoutOrigin } from "./url.ts";

/** What can be told of a request that failed. */
export interface Failure {
  /** The HTTP status. */
  readonly status: number;
  /** In words, for the client; absent where the status says all that may be told. */
  readonly detail?: string;
  /** The business code of a `CodeError`. */
  readonly code?: number;
  /** Everything that is wrong with the request's fields. */
  readonly errors?: readonly Violation[];
  /** The path that was asked for; absent where the request could not be read. */
  readonly instance?: string;
  /** What was thrown, to tell kinds of errors apart; its words may be nobody's business. */
  readonly error: unknown;
}

type Words = Omit<Failure, "instance" | "error">;

export function failureOf(error: unknown, request: FastifyRequest): Failure {
  return { ...wordsOf(error, request), instance: pathOf(request.originalUrl), error };
}

/** The query, and a name and password before the host, are left out wherever a URL is shown: they may be nobody's business. */
export function pathOf(url: string): string {
  const [path = ""] = withoutOrigin(url).split("?", 1);
  return path === "" ? "/" : path;
}

function wordsOf(error: unknown, request: FastifyRequest): Words {
  if (error instanceof CodeError) return wordsOfCode(error);
  if (error instanceof InvalidRequest) return wordsOfInvalid(error);
  if (isFastifyError(error)) return wordsOfFastify(error);
  // A client that goes away before its request is complete is no fault of the service, and no answer will reach it.
  const hasGone =
    request.raw.readableAborted && error instanceof Error && "code" in error && error.code === "ECONNRESET";
  return { status: hasGone ? 400 : (statusOfPlugin(error, request) ?? 500) };
}

/**
 * Plugins tell by `statusCode` how they refuse a request, such as 429. An error of the logic that has one is that of an answer
 * which a library got, and says nothing of this request. Nobody knows for whom the words are.
 */
function statusOfPlugin(error: unknown, request: FastifyRequest): number | undefined {
  if (request.isWithHandler || !(error instanceof Error) || !("statusCode" in error)) return undefined;
  const { statusCode } = error;
  return typeof statusCode === "number" && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}

function wordsOfCode({ code, message }: CodeError): Words {
  const detail = message === "" ? {} : { detail: message };
  return code >= 400 && code <= 599 ? { status: code, ...detail } : { status: 400, ...detail, code };
}

function wordsOfInvalid({ violations, detail }: InvalidRequest): Words {
  return { status: 400, ...(detail !== undefined && { detail }), errors: violations };
}

interface FastifyOwnError extends Error {
  readonly code: string;
  readonly statusCode?: unknown;
}

/** Other libraries have a `statusCode`, too: that of an answer that they got, with words that are nobody's business. */
function isFastifyError(error: unknown): error is FastifyOwnError {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("FST_");
}

/** Fastify shows the URL here, which may be long and has a query. */
const pathFaults: ReadonlyMap<string, string> = new Map([
  ["FST_ERR_BAD_URL", "the path is not well encoded"],
  ["FST_ERR_MAX_PARAM_LENGTH", "a part of the path is too long"],
]);

function wordsOfFastify(error: FastifyOwnError): Words {
  // Only the errors of a client's fault are written for clients.
  const status = typeof error.statusCode === "number" ? error.statusCode : 500;
  if (status >= 400 && status < 500) return { status, detail: pathFaults.get(error.code) ?? error.message };
  return { status: status >= 500 && status <= 599 ? status : 500 };
}

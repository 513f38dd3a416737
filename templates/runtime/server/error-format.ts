import { STATUS_CODES } from "node:http";
import type { RestConf } from "../config/rest-conf.ts";
import { CodeError, UnauthorizedError } from "../errors.ts";
import type { Failure } from "./failure.ts";
import { RefusalError } from "./refusal-error.ts";
import { TimeLimitError } from "./time-limit-error.ts";

/** The answer to a request that failed. */
export interface ErrorAnswer {
  readonly status: number;
  /** The content type; JSON if there is none. */
  readonly type?: string;
  /** An object is sent as JSON; without a body there is nothing but the status. */
  readonly body?: string | object;
  /** Further headers; those that belong to the status (`Allow`, `Retry-After`, `WWW-Authenticate`) are there already. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Gives every answer that is not a success its form. */
export type ErrorFormat = (failure: Failure) => ErrorAnswer;

/** Problem details (RFC 9457). */
export function problemFormat({ status, detail, code, errors, instance }: Failure): ErrorAnswer {
  const body = { type: "about:blank", title: titleOf(status), status, detail, instance, code, errors };
  return { status, type: "application/problem+json; charset=utf-8", body };
}

/**
 * As in go-zero: one line of text for what the logic says and for fields that are wrong, Go's own words where there is no route, no time
 * or no request, and nothing where go-zero's own handlers refuse (401, 405, 413, 503) or the logic breaks down (500).
 */
export function textFormat(failure: Failure): ErrorAnswer {
  const { status, error } = failure;
  if (error instanceof TimeLimitError) return { status, type: plainText, body: "Request Timeout" };
  if (isUnread(failure)) return { status, type: plainText, body: `${status} ${titleOf(status)}` };
  if (isWordless(failure)) return { status };
  const isUnknown = status === 404 && error instanceof RefusalError;
  const words = isUnknown ? "404 page not found" : (failure.detail ?? failure.errors?.[0]?.message ?? "");
  return { status, type: plainText, body: `${words}\n`, headers: { "x-content-type-options": "nosniff" } };
}

const plainText = "text/plain; charset=utf-8";

/** No handler of go-zero's sees such a request. */
function isUnread({ status, instance, error }: Failure): boolean {
  return (
    instance === undefined ||
    status === 408 ||
    (error instanceof Error && "code" in error && error.code === "FST_ERR_BAD_URL")
  );
}

function isWordless({ status, detail, errors, error }: Failure): boolean {
  if (error instanceof RefusalError) return [405, 413, 503].includes(status);
  if (error instanceof UnauthorizedError) return true;
  const isOwn = error instanceof CodeError || errors !== undefined;
  return !isOwn && (detail === undefined || status === 413);
}

/** The envelope of every answer: `code` is 0 for a success, else the business code or the status. */
export function envelopeFormat(failure: Failure): ErrorAnswer {
  const { status, code = status, errors } = failure;
  return { status, body: { code, msg: failureText(failure), errors } };
}

/** The failure in one line. */
export function failureText({ status, detail, errors }: Failure): string {
  return detail ?? errors?.[0]?.message ?? titleOf(status);
}

/** What `ResponseFormat` names. */
export const errorFormats: Readonly<Record<RestConf["responseFormat"], ErrorFormat>> = {
  problem: problemFormat,
  text: textFormat,
  envelope: envelopeFormat,
};

function titleOf(status: number): string {
  return STATUS_CODES[status] ?? "Error";
}

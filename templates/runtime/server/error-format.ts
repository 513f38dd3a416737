import { STATUS_CODES } from "node:http";
import type { RestConf } from "../config/rest-conf.ts";
import type { Failure } from "./failure.ts";

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

/** As in go-zero: one line of text. */
export function textFormat(failure: Failure): ErrorAnswer {
  const headers = { "x-content-type-options": "nosniff" };
  return { status: failure.status, type: "text/plain; charset=utf-8", body: `${failureText(failure)}\n`, headers };
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

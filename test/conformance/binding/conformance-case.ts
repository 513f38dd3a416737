import { readFileSync } from "node:fs";

/** One request to a go-zero 1.10.3 service, and its answer. */
export interface ConformanceCase {
  readonly name: string;
  readonly feature: string;
  readonly request: CaseRequest;
  readonly response: CaseResponse;
  /**
   * `exact`: status and JSON are to be the same; `status`: the status; `deviate`: go-zero is wrong and `better` says what is
   * right; `optional`: either is fine.
   */
  readonly compat: "exact" | "status" | "deviate" | "optional";
  readonly better?: { readonly status?: number; readonly why: string };
  /** The settings that the service ran with, such as `cors`. */
  readonly variant?: string;
}

export interface CaseRequest {
  readonly method: string;
  /** As on the request line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly headerRepeat?: { readonly name: string; readonly unit: string; readonly count: number };
  readonly body?: string;
  readonly bodyBase64?: string;
  readonly bodyRepeat?: {
    readonly before: string;
    readonly unit: string;
    readonly count: number;
    readonly after: string;
  };
  readonly chunked?: boolean;
  /** The whole request as it was sent. */
  readonly raw?: string;
}

interface CaseResponse {
  readonly status: number;
  /** All but Date, Connection and Traceparent. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly bodyBase64?: string;
  /** Of a body of more than 3,000 bytes. */
  readonly bodyLength?: number;
}

/** The cases of a file beside this one, such as `cases-1.json`. */
export function readCases(file: string): readonly ConformanceCase[] {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"));
}

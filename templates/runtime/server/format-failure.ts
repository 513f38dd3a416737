import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { type ErrorAnswer, problemFormat } from "./error-format.ts";
import type { Failure } from "./failure.ts";

/** An answer whose body is a text already. */
interface TextAnswer {
  readonly status: number;
  readonly type: string;
  /** Undefined where the answer has no body. */
  readonly text: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

interface Surroundings {
  readonly log: FastifyBaseLogger;
  readonly server: FastifyInstance;
}

/** The answer in the server's form; a form that throws is neither shown nor the end of the process. */
export function formatFailure(failure: Failure, { log, server }: Surroundings): TextAnswer {
  try {
    return textAnswer(server.errorFormat(failure));
  } catch (error) {
    log.error({ err: error }, "server.errorFormat failed");
    const { instance } = failure;
    return textAnswer(problemFormat({ status: 500, ...(instance !== undefined && { instance }), error }));
  }
}

function textAnswer({ status, type = "application/json; charset=utf-8", body, headers = {} }: ErrorAnswer): TextAnswer {
  return { status, type, text: typeof body === "object" ? JSON.stringify(body) : body, headers };
}

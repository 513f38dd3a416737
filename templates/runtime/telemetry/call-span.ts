/** What a span says of itself (https://opentelemetry.io/docs/specs/semconv/general/trace/). */
export type Attributes = Readonly<Record<string, string | number>>;

/** Runs a call within a span. */
export type CallTracer = <Answer>(name: string, attributes: Attributes, call: () => Promise<Answer>) => Promise<Answer>;

let tracer: CallTracer | undefined;

/** Sets what makes the spans of calls to databases and caches, which know nothing of the server; undefined for none. */
export function traceCalls(callTracer: CallTracer | undefined): void {
  tracer = callTracer;
}

/** Runs a call; within a request whose spans are exported, in a span of its own. */
export async function inCallSpan<Answer>(
  name: string,
  attributes: Attributes,
  call: () => Promise<Answer>,
): Promise<Answer> {
  return tracer === undefined ? await call() : await tracer(name, attributes, call);
}

/** Runs a statement. Its text is told only with values beside it: without, they may stand in the text. */
export async function inSqlSpan<Answer>(
  system: "mysql" | "sqlite",
  { sql, values }: { readonly sql: string; readonly values: readonly unknown[] },
  call: () => Promise<Answer>,
): Promise<Answer> {
  const attributes = {
    "db.system.name": system,
    "db.operation.name": /\w+/.exec(sql)?.[0].toUpperCase() ?? "",
    ...(values.length > 0 && { "db.query.text": sql }),
  };
  return await inCallSpan("sql", attributes, call);
}

import { ServerSentEvent } from "./server-sent-event.ts";

/** What a logic may yield: an event's data alone, or with further fields. */
export type YieldedEvent<T> = T | ServerSentEvent<T>;

/** An event as it goes over the wire; `serialize` turns its data into JSON. */
export function eventText<T>(event: YieldedEvent<T>, serialize: (data: T) => string): string {
  if (!(event instanceof ServerSentEvent)) return `data: ${serialize(event)}\n\n`;
  const { fields } = event;
  const { id, event: kind, retry } = fields;
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(kind === undefined ? [] : [`event: ${kind}`]),
    ...(retry === undefined ? [] : [`retry: ${retry}`]),
    ...("text" in fields ? dataLines(fields.text) : []),
    ...("data" in fields && fields.data !== undefined ? [`data: ${serialize(fields.data)}`] : []),
  ];
  return lines.length === 0 ? commentText : `${lines.join("\n")}\n\n`;
}

/** A line that clients leave out. */
export const commentText = ":\n\n";

function dataLines(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).map((line) => `data: ${line}`);
}

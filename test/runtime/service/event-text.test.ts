import { describe, expect, it } from "vitest";
import { eventText } from "../../../templates/runtime/server/event-text.ts";
import { ServerSentEvent } from "../../../templates/runtime/server/server-sent-event.ts";

describe("the text of an event", () => {
  const { stringify } = JSON;
  it.each([
    ["data alone", { n: 1 }, 'data: {"n":1}\n\n'],
    ["a text with line breaks is JSON, too", "a\nb", 'data: "a\\nb"\n\n'],
    [
      "all fields",
      new ServerSentEvent({ id: "7", event: "tick", retry: 0, data: { n: 1 } }),
      'id: 7\nevent: tick\nretry: 0\ndata: {"n":1}\n\n',
    ],
    [
      "a text as it is, each line by itself",
      new ServerSentEvent({ text: "a\r\nb\rc\n" }),
      "data: a\ndata: b\ndata: c\ndata: \n\n",
    ],
    ["no data", new ServerSentEvent({ retry: 5000 }), "retry: 5000\n\n"],
    ["nothing at all", new ServerSentEvent({}), ":\n\n"],
    ["signs of every script", new ServerSentEvent({ id: "ключ", data: "日本" }), 'id: ключ\ndata: "日本"\n\n'],
  ])("%s", (_title, event, text) => {
    expect(eventText<unknown>(event, stringify)).toBe(text);
  });

  it.each([{ id: "1\ndata: x" }, { id: "1\0" }, { event: "a\rb" }, { retry: 1.5 }, { retry: -1 }])(
    "fields that would break it are refused: %j",
    (fields) => {
      expect(() => new ServerSentEvent(fields)).toThrow(TypeError);
    },
  );
});

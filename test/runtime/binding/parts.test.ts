import { expect, it } from "vitest";
import type { JsonSchema } from "../../../templates/runtime/binding/json-schema.ts";
import { RequestBody } from "../../../templates/runtime/binding/request-body.ts";
import { partsBinder } from "../../../templates/runtime/binding/request-binder.ts";

const readers = { resolve: (): JsonSchema => ({}), declared: new Map(), check: () => undefined };
const texts: JsonSchema = { type: "object", properties: { "x-name": { type: "string" } } };
const numbers = (name: string): JsonSchema => ({
  type: "object",
  properties: { [name]: { type: "array", items: { type: "integer", format: "int64" } } },
});

function requestWith(query: string, rawHeaders: readonly string[]) {
  return { params: {}, query: {}, headers: {}, body: undefined, url: `/?${query}`, raw: { rawHeaders } };
}

it.each([
  ["é€😀", "é€😀"],
  ["plain", "plain"],
])("the bytes of a header are UTF-8, as in Go: %s", (sent, read) => {
  // What Node makes of the bytes.
  const bytes = Buffer.from(sent).toString("latin1");
  const request = requestWith("", ["X-Name", bytes]);
  expect(partsBinder({ headers: texts }, "the route", readers)(request, new RequestBody({}))).toEqual([]);
  expect(request.headers).toEqual({ "x-name": read });
});

it("a request is told of a hundred faults in all", () => {
  const wrong = Array.from({ length: 60 }, () => "x");
  const request = requestWith(wrong.map((text) => `a=${text}`).join("&"), ["X-B", wrong.join(",")]);
  const bind = partsBinder({ querystring: numbers("a"), headers: numbers("x-b") }, "the route", readers);
  const parts = bind(request, new RequestBody({})).map((violation) => violation.in);
  expect([parts.length, parts.filter((part) => part === "query").length]).toEqual([100, 60]);
});

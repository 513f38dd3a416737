import { describe, expect, it } from "vitest";
import { pathProblem } from "../../src/api/path-syntax.ts";
import { parameterText, pathParameters, pathSegments, pathShape } from "../../src/model/route-path.ts";

const text = (value: string) => ({ kind: "text", text: value });
const parameter = (name: string) => ({ kind: "parameter", name });

describe("the path of a route", () => {
  it.each<[string, unknown]>([
    ["/", [[text("")]]],
    ["/users/:id", [[text("users")], [parameter("id")]]],
    ["/:user-name/x.y", [[parameter("user-name")], [text("x.y")]]],
    ["/:id.json", [[parameter("id.json")]]],
    ["/:id-:version", [[parameter("id"), text("-"), parameter("version")]]],
    ["/v-:id", [[text("v-"), parameter("id")]]],
    ["/:id:cancel", [[parameter("id"), text(":cancel")]]],
    ["/:a.:b:move", [[parameter("a"), text("."), parameter("b"), text(":move")]]],
    ["/files/*", [[text("files")], [{ kind: "wildcard", name: "*" }]]],
    ["/files/*path", [[text("files")], [{ kind: "wildcard", name: "path" }]]],
  ])("%s has these parts", (path, parts) => {
    expect(pathSegments(path)).toEqual(parts);
    expect(pathProblem(path)).toBeUndefined();
  });

  it("has its parameters in order, as they are written", () => {
    expect(pathParameters("/a/:id-:version/b/*rest").map(parameterText)).toEqual([":id", ":version", "*rest"]);
    expect(pathParameters("/a/*").map(parameterText)).toEqual(["*"]);
  });

  it("has the same shape as one with other names, and not as one with other words", () => {
    expect(pathShape("/a/:id/*x")).toBe(pathShape("/a/:name/*"));
    expect(pathShape("/a/:id:cancel")).not.toBe(pathShape("/a/:id:move"));
    expect(pathShape("/a/:id")).not.toBe(pathShape("/a/id"));
  });

  it.each(["/a//b", "/a/:", "/a/x:y", "/a/:id-", "/-a", "/a..b", "/a/*/b", "/a*b", "/a/?x", "/a/:x:y:z", "/a/::x"])(
    "cannot be %s",
    (path) => {
      expect(pathProblem(path)).toBeTypeOf("string");
    },
  );
});

import { describe, expect, it } from "vitest";
import type { Binding } from "../../src/model/api-spec.ts";
import { readFieldTag } from "../../src/model/field-tag.ts";
import { SourceFile } from "../../src/text/source-file.ts";
import { spanOf } from "../../src/text/span.ts";

describe("a field's tag", () => {
  it.each<[string, Partial<Binding>]>([
    ['json:"id"', { source: "json", name: "id", optional: false }],
    ['json:",optional"', { name: "GoName", optional: true }],
    ['form:"page,default=1,range=[1:100]"', { source: "form", default: "1", range: range(1, true, 100, true) }],
    ['json:"x,range=(0:5.5)"', { range: range(0, false, 5.5, false) }],
    ['json:"x,range=[1:]"', { range: range(1, true, undefined, true) }],
    ['json:"x,options=a|b"', { options: ["a", "b"] }],
    ['json:"x,options=[a,b],omitempty"', { options: ["a", "b"], omitEmpty: true }],
    ['json:"x,optional=!y"', { optional: true, optionalWith: { name: "y", negated: true } }],
    ['json:"x,string,inherit"', { asString: true, inherit: true }],
    ['json:"x, optional"', { optional: true }],
    ['json:"x,default="', { default: undefined }],
    ['json:"x,default=a\\\\,b"', { default: "a,b" }],
  ])("%s", (text, binding) => {
    const { tag, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(tag.bindings).toMatchObject([binding]);
  });

  it("lists its sources in the order in which a request is read", () => {
    const { tag } = read('json:"a" header:"X-A"   form:"a"\n path:"a"');
    expect(tag.bindings.map(({ source }) => source)).toEqual(["path", "form", "header", "json"]);
  });

  it("has no binding for a source whose name is a dash", () => {
    expect(read('json:"-" form:"a"').tag.bindings.map(({ source }) => source)).toEqual(["form"]);
  });

  it("keeps the keys of other libraries", () => {
    expect(read('validate:"required,min=1" json:"a" gorm:"size:\\"1\\""').tag.other).toEqual([
      { key: "validate", value: "required,min=1" },
      { key: "gorm", value: 'size:"1"' },
    ]);
  });

  it.each([
    ["json", "API2016"],
    ["json:x", "API2016"],
    ['json:"x', "API2016"],
    ['json:"x" json:"y"', "API2017"],
    ['json:"x,range=[5:1]"', "API2019"],
    ['json:"x,range=(1:1]"', "API2019"],
    ['json:"x,range=[a:b]"', "API2019"],
    ['json:"x,range=[:]"', "API2019"],
    ['json:"x,range=1-5"', "API2019"],
    ['json:"x,optinal"', "API2018"],
  ])("%s gives %s", (text, code) => {
    expect(read(text).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });
});

function range(minimum: number, minimumIncluded: boolean, maximum: number | undefined, maximumIncluded: boolean) {
  return { minimum, minimumIncluded, maximum, maximumIncluded };
}

function read(text: string) {
  return readFieldTag(text, "GoName", spanOf(new SourceFile("a.api", text), 0, text.length));
}

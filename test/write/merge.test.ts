import { describe, expect, it } from "vitest";
import { mergeTwice } from "./merge-twice.ts";

interface Case {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

describe("package.json", () => {
  const wanted = `${JSON.stringify(
    {
      name: "user-api",
      type: "module",
      scripts: { dev: "tsx user.ts", test: "vitest run" },
      prettier: { printWidth: 120 },
      dependencies: { fastify: "5.0.0", zod: "4.0.0" },
      devDependencies: { vitest: "4.0.0" },
    },
    undefined,
    2,
  )}\n`;
  const complete =
    '"type":"module","prettier":{},"scripts":{"dev":"x","test":"y"},"devDependencies":{"vitest":"1"},"name":"n"';

  it.each<Case>([
    {
      name: "gets what it lacks at the end, and keeps the user's values",
      before: '{\n  "name": "mine",\n  "scripts": {\n    "dev": "mine"\n  }\n}\n',
      after: `{
  "name": "mine",
  "scripts": {
    "dev": "mine",
    "test": "vitest run"
  },
  "type": "module",
  "prettier": {
    "printWidth": 120
  },
  "dependencies": {
    "fastify": "5.0.0",
    "zod": "4.0.0"
  },
  "devDependencies": {
    "vitest": "4.0.0"
  }
}
`,
    },
    {
      name: "gets dependencies in order, on one line",
      before: `{${complete},"dependencies":{"a":"1","express":"4","yaml":"2"}}`,
      after: `{${complete},"dependencies":{"a":"1","express":"4","fastify":"5.0.0","yaml":"2","zod":"4.0.0"}}`,
    },
    {
      name: "gets a dependency before the first",
      before: `{${complete},"dependencies":{"zod":"3"}}`,
      after: `{${complete},"dependencies":{"fastify":"5.0.0","zod":"3"}}`,
    },
    {
      name: "has a package wherever it names it",
      before: `{${complete},"peerDependencies":{"fastify":"4","zod":"3"}}`,
      after: `{${complete},"peerDependencies":{"fastify":"4","zod":"3"}}`,
    },
    {
      name: "keeps CRLF, tabs and a byte order mark",
      before: `\uFEFF{${complete},\r\n\t"dependencies": {\r\n\t\t"zod": "3"\r\n\t}\r\n}\r\n`,
      after: `\uFEFF{${complete},\r\n\t"dependencies": {\r\n\t\t"fastify": "5.0.0",\r\n\t\t"zod": "3"\r\n\t}\r\n}\r\n`,
    },
    {
      name: "fills an empty section",
      before: `{${complete},\n  "dependencies": {}\n}`,
      after: `{${complete},\n  "dependencies": {\n    "fastify": "5.0.0",\n    "zod": "4.0.0"\n  }\n}`,
    },
  ])("$name", async ({ before, after }) => {
    expect(await mergeTwice("package.json", before, wanted)).toEqual({ text: after, problems: [] });
  });

  it.each([
    { text: '{ "name": "a", }', problem: 'expected a string in double quotes, found "}"', place: "1:16" },
    { text: '{ // no\n "name": "a" }', problem: 'expected a string in double quotes, found "/"', place: "1:3" },
    { text: '{ "a": 1, "a": 2 }', problem: 'expected the key "a" only once, found "\\""', place: "1:11" },
    { text: '{ "a": tru }', problem: 'expected a value, found "t"', place: "1:8" },
    { text: '{ "a": "\t" }', problem: 'expected a string in double quotes, found "\\""', place: "1:8" },
    { text: "[]", problem: 'expected an object, found "["', place: "1:1" },
    { text: "{", problem: "expected a string in double quotes, found the end of the file", place: "1:2" },
    { text: "{} {}", problem: 'expected the end of the file, found "{"', place: "1:4" },
    { text: "[".repeat(300), problem: 'expected fewer brackets in each other, found "["', place: "1:202" },
  ])("is refused where it is not JSON: $text", async ({ text, problem, place }) => {
    expect(await mergeTwice("package.json", text, wanted)).toEqual({
      text,
      problems: [`error GEN2020: file cannot be merged: ${problem} --> package.json:${place}`],
    });
  });

  it("is told of a type of modules that the code is not, and gets the rest", async () => {
    const made = '{ "name": "mine", "type": "commonjs", "scripts": {} }';
    const { text, problems } = await mergeTwice("package.json", made, wanted);
    expect(problems).toEqual([
      'warning GEN2021: not all could be added to package.json: its "type" is "commonjs", and the generated code is of ES modules; add by hand: "type": "module" in its place --> package.json:1:19',
    ]);
    expect(JSON.parse(text)).toMatchObject({ type: "commonjs", scripts: { test: "vitest run" } });
    expect((await mergeTwice("package.json", text.replace("commonjs", "module"), wanted)).problems).toEqual([]);
  });

  it("is kept where a section is no object", async () => {
    const text = `{${complete},"dependencies":[]}`;
    expect((await mergeTwice("package.json", text, wanted)).problems).toEqual([
      'warning GEN2021: not all could be added to package.json: "dependencies" is not an object; add by hand: {"fastify":"5.0.0","zod":"4.0.0"} --> package.json:1:109',
    ]);
  });
});

describe("etc/*.yaml", () => {
  const wanted =
    "Name: user-api\nPort: 8888\n# signs tokens\nAuth:\n  AccessSecret: ${SECRET:-change-me}\n  AccessExpire: 3600\n";

  it.each<Case>([
    { name: "is made of the wanted text when empty", before: "", after: wanted },
    { name: "is filled below a comment", before: "# mine\n", after: `# mine\n${wanted}` },
    {
      name: "gets sections with the comment above them",
      before: "Name: mine # why\nPort:   1\n",
      after:
        "Name: mine # why\nPort:   1\n# signs tokens\nAuth:\n  AccessSecret: ${SECRET:-change-me}\n  AccessExpire: 3600\n",
    },
    {
      name: "gets nested keys in its own indentation, with every comment kept",
      before: "name: a\nPORT: 1\nauth:\n    accesssecret: x # kept\n    # a note\n\nOther: 0x1F\n",
      after:
        "name: a\nPORT: 1\nauth:\n    accesssecret: x # kept\n    AccessExpire: 3600\n    # a note\n\nOther: 0x1F\n",
    },
    {
      name: "gets top-level keys behind the deeper comments of the last section",
      before: "Name: a\nAuth:\n  AccessSecret: x\n  AccessExpire: 1\n  # AccessMore: 1\n# the end\n",
      after: "Name: a\nAuth:\n  AccessSecret: x\n  AccessExpire: 1\n  # AccessMore: 1\nPort: 8888\n# the end\n",
    },
    {
      name: "gets children for a section without any",
      before: "Name: a\nPort: 1\nAuth: # todo\nOther: 1\n",
      after: "Name: a\nPort: 1\nAuth: # todo\n  AccessSecret: ${SECRET:-change-me}\n  AccessExpire: 3600\nOther: 1\n",
    },
    {
      name: "keeps CRLF and a missing final newline",
      before: "\uFEFFName: a\r\nAuth: { AccessSecret: x, AccessExpire: 1 }",
      after: "\uFEFFName: a\r\nAuth: { AccessSecret: x, AccessExpire: 1 }\r\nPort: 8888",
    },
    {
      name: "adds to a flow map",
      before: "Name: a\nPort: 1\nAuth: { AccessSecret: x }\n",
      after: "Name: a\nPort: 1\nAuth: { AccessSecret: x, AccessExpire: 3600 }\n",
    },
    {
      name: "adds to a JSON document",
      before: '{\n  "Name": "a",\n  "Auth": {"AccessSecret": "x", "AccessExpire": 1}\n}\n',
      after: '{\n  "Name": "a",\n  "Auth": {"AccessSecret": "x", "AccessExpire": 1},\n  "Port": 8888\n}\n',
    },
    {
      name: "takes a key from a merged map as present",
      before: "base: &b\n  AccessSecret: x\n  AccessExpire: 1\nName: a\nPort: 1\nAuth:\n  <<: *b\n",
      after: "base: &b\n  AccessSecret: x\n  AccessExpire: 1\nName: a\nPort: 1\nAuth:\n  <<: *b\n",
    },
    {
      name: "stays before the end of the document, behind a block scalar",
      before: "---\nName: a\nAuth: {AccessSecret: x, AccessExpire: 1}\nNote: |+\n  text\n\n...\n",
      after: "---\nName: a\nAuth: {AccessSecret: x, AccessExpire: 1}\nNote: |+\n  text\n\nPort: 8888\n...\n",
    },
  ])("$name", async ({ before, after }) => {
    expect(await mergeTwice("etc/user-api.yaml", before, wanted)).toEqual({ text: after, problems: [] });
  });

  it.each([
    { text: "Name: a\n\tPort: 1\n", place: "2:1" },
    { text: "Name: a\nName: b\n", place: "2:1" },
    { text: "a: 1\n---\nb: 2\n", place: "2:1" },
    { text: "- a\n", place: "1:1" },
  ])("is refused where it is no settings file: $text", async ({ text, place }) => {
    const { text: after, problems } = await mergeTwice("a.yaml", text, wanted);
    expect(after).toBe(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^error GEN202[02]: file cannot be merged: .* --> a.yaml:${place}$`, "u"));
  });

  it.each([
    { value: "~", reason: "is not a section" },
    { value: "text", reason: "is not a section" },
    { value: "*shared", reason: "is shared with another section" },
  ])("is kept where a section is $value", async ({ value, reason }) => {
    const text = `Name: &shared\n  a: 1\nPort: 1\nAuth: ${value}\n`;
    expect(await mergeTwice("a.yaml", text, wanted)).toEqual({
      text,
      problems: [
        `warning GEN2021: not all could be added to a.yaml: Auth ${reason}; add by hand: ` +
          'Auth: { AccessSecret: "${SECRET:-change-me}", AccessExpire: 3600 } --> a.yaml:4:1',
      ],
    });
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatApi } from "../../src/api/format/format-api.ts";
import { modernSpelling } from "../../src/api/format/modern-spelling.ts";
import { SourceFile } from "../../src/text/source-file.ts";

/** Formats a text, which has to stay as it is when it is formatted again. */
function format(text: string): string | undefined {
  const once = formatApi(new SourceFile("main.api", text)).text;
  const twice = once === undefined ? undefined : formatApi(new SourceFile("main.api", once)).text;
  expect(twice).toBe(once);
  return once;
}

it("is in docs/format.md as it is", () => {
  const page = readFileSync(new URL("../../docs/format.md", import.meta.url), "utf8");
  const example = /^```go\n(?<text>[^]*?)^```$/mu.exec(page)?.groups?.["text"] ?? "";
  expect(example).toContain("service user-api {");
  expect(format(example)).toBe(example);
});

describe("the layout of statements", () => {
  it("has a blank line between statements and none at the end", () => {
    expect(format('syntax="v1"\ntype A {}\n\n\n\ntype B {}\n\n\n')).toBe('syntax = "v1"\n\ntype A {}\n\ntype B {}\n');
  });

  it("keeps the order of statements", () => {
    expect(format('type A {}\nimport "b"\nsyntax = "v1"')).toBe('type A {}\n\nimport "b"\n\nsyntax = "v1"\n');
  });

  it("has single imports below one another", () => {
    expect(format('import "a"\n\n// why\nimport "b"')).toBe('import "a"\n// why\nimport "b"\n');
  });

  it("has a line for each entry of a group", () => {
    expect(format('import ("a" "b")')).toBe('import (\n\t"a"\n\t"b"\n)\n');
    expect(format("type (A {X int} B {})")).toBe("type (\n\tA {\n\t\tX int\n\t}\n\tB  {}\n)\n");
  });

  it("leaves out what says nothing", () => {
    expect(format('import ()\ntype ()\ninfo ()\ninfo (a: "" b: ``)\n@server ()\nservice a {}')).toBe("service a {}\n");
  });

  it("is empty for an empty file", () => {
    expect(format(" \n\t\n")).toBe("");
  });
});

describe("the layout of types", () => {
  it("aligns names, types and tags", () => {
    expect(
      format('type A {\n  Id int `json:"id"`\n  LongName map [ string ] [ ] string `json:"longName"`\n  X, Y *int\n}'),
    ).toBe(
      'type A {\n\tId       int                 `json:"id"`\n\tLongName map[string][]string `json:"longName"`\n\tX, Y     *int\n}\n',
    );
  });

  it("counts characters, not bytes", () => {
    expect(format("type A {\n  X int /* 名字 */ `a`\n  Y string `b`\n}")).toBe(
      "type A {\n\tX int /* 名字 */ `a`\n\tY string       `b`\n}\n",
    );
  });

  it("starts the columns anew behind a comment line, a struct in place and an embedded type", () => {
    expect(
      format("type A {\n  A int\n  // c\n  Long int\n  B {\n  Longer int\n  }\n  C int\n  Base\n  Longest int\n}"),
    ).toBe("type A {\n\tA int\n\t// c\n\tLong int\n\tB {\n\t\tLonger int\n\t}\n\tC int\n\tBase\n\tLongest int\n}\n");
  });

  it("takes blank lines out of a struct", () => {
    expect(format("type A {\n\n  A int\n\n  Bc int\n\n}")).toBe("type A {\n\tA  int\n\tBc int\n}\n");
  });

  it("keeps an embedded type on its own line, where the line break says that it is one", () => {
    expect(format("type A {\n  Base\n  *Other\n  X int\n}")).toBe("type A {\n\tBase\n\t*Other\n\tX int\n}\n");
  });

  it("has an embedded type with a tag where goctl has it", () => {
    expect(format("type A {\n  Base `a`\n  *Other `b`\n}")).toBe("type A {\nBase   `a`\n*Other `b`\n}\n");
  });

  it("closes an empty struct where it is opened", () => {
    expect(format("type A {\n}\ntype B {\n  X {\n  }\n  Yy int\n}")).toBe(
      "type A {}\n\ntype B {\n\tX  {}\n\tYy int\n}\n",
    );
  });

  it("never splits a type over lines", () => {
    expect(format("type A {\n  X map[\nstring]\n  []\n*int\n}")).toBe("type A {\n\tX map[string][]*int\n}\n");
  });
});

describe("the layout of services", () => {
  it("has a line for each part of a route and a blank line between routes", () => {
    expect(format('service a{@doc "x" @handler A get /a(A)returns(B) @jwt Auth @handler B post /b}')).toBe(
      'service a {\n\t@doc "x"\n\t@handler A\n\tget /a (A) returns (B)\n\n\t@jwt Auth\n\t@handler B\n\tpost /b\n}\n',
    );
  });

  it("joins the parts of a name", () => {
    expect(format("service user - api {}")).toBe("service user-api {}\n");
  });

  it("leaves out empty bodies and semicolons", () => {
    expect(format("service a {\n@handler A\nget /a () returns ();\n@handler B\nget /b;\n}")).toBe(
      "service a {\n\t@handler A\n\tget /a\n\n\t@handler B\n\tget /b\n}\n",
    );
  });

  it("leaves out an empty @doc without a trace", () => {
    expect(format('service a {\n@doc ""\n@handler A\nget /a\n}')).toBe("service a {\n\t@handler A\n\tget /a\n}\n");
  });

  it("aligns the values of @server and of @doc, and drops the spaces in a list", () => {
    expect(
      format(
        '@server(jwt:Auth middleware: A , B)\nservice a {\n@doc(summary:"x" description:"y")\n@handler A\nget /a\n}',
      ),
    ).toBe(
      [
        "@server (\n\tjwt:        Auth\n\tmiddleware: A,B\n)\nservice a {\n",
        '\t@doc (\n\t\tsummary:     "x"\n\t\tdescription: "y"\n\t)\n\t@handler A\n\tget /a\n}\n',
      ].join(""),
    );
  });

  it("does not make a comment of two slashes", () => {
    expect(format("@server(prefix: /a/ /b)\nservice a {}")).toContain("prefix: /a/ /b\n");
  });

  it("lays out @server before a route like one before a service", () => {
    expect(format("service a {\n@server(jwt: Auth)\n@handler A\nget /a\n}")).toBe(
      "service a {\n\t@server (\n\t\tjwt: Auth\n\t)\n\t@handler A\n\tget /a\n}\n",
    );
  });
});

describe("comments", () => {
  it("stay behind what they stand behind, one space away", () => {
    expect(format("type A { // a\n  X int     // b\n  Y string `c` /* d */ // e\n} // f")).toBe(
      "type A { // a\n\tX int // b\n\tY string `c` /* d */ // e\n} // f\n",
    );
  });

  it("stand above what they stand above, without blank lines between", () => {
    expect(format("// a\n\n/* b */ /* c */ type A {\n      // d\n\n  X int\n  // e\n}\n// f\n\n// g")).toBe(
      "// a\n/* b */\n/* c */\ntype A {\n\t// d\n\tX int\n// e\n}\n\n// f\n// g\n",
    );
  });

  it("belong to the next route when they stand behind a blank line", () => {
    expect(format("service a {\n@handler A\nget /a // b\n// c\n@handler D\nget /d\n}")).toBe(
      "service a {\n\t@handler A\n\tget /a // b\n\n\t// c\n\t@handler D\n\tget /d\n}\n",
    );
  });

  it("stay inside a line where they are", () => {
    expect(format("type /* a */ A /* b */ {\n  X /* c */ map /* d */ [ /* e */ string ] int /* f */ `g`\n}")).toBe(
      "type /* a */ A /* b */ {\n\tX /* c */ map /* d */[ /* e */string]int /* f */ `g`\n}\n",
    );
    expect(
      format(
        "service a {\n@handler /* a */ A\nget /* b */ /c /* d */ ( /* e */ F /* g */ ) /* h */ returns /* i */ (J)\n}",
      ),
    ).toBe(
      "service a {\n\t@handler /* a */ A\n\tget /* b */ /c /* d */ ( /* e */F /* g */) /* h */ returns /* i */ (J)\n}\n",
    );
  });

  it("that end their line in the middle of another have the rest one level deeper below them", () => {
    expect(format("service a {\n@handler A\nget /a (B) // c\n// d\nreturns // e\n(F)\n}")).toBe(
      "service a {\n\t@handler A\n\tget /a (B) // c\n\t\t// d\n\t\treturns // e\n\t\t(F)\n}\n",
    );
  });

  it("keep what is around them, however little it says", () => {
    expect(format("import ( // a\n)\ntype B { // c\n}")).toBe("import ( // a\n)\n\ntype B { // c\n}\n");
    expect(format("service a {\n@doc ( // b\n)\n@handler C\nget /d (/* e */) returns ( // f\n)\n}")).toBe(
      "service a {\n\t@doc ( // b\n\t)\n\t@handler C\n\tget /d ( /* e */) returns ( // f\n\t\t)\n}\n",
    );
  });

  it("outlive the semicolon or the empty statement that they stand at", () => {
    expect(format("service a {\n@handler A\nget /a /* b */; // c\n}")).toBe(
      "service a {\n\t@handler A\n\tget /a /* b */ // c\n}\n",
    );
    expect(format("type A {}\n// b\ntype () // c\ntype D {}")).toBe("type A {}\n\n// b\n// c\ntype D {}\n");
  });

  it("are written as they are, over however many lines", () => {
    expect(format("/*\n * a\n   b  \n*/\ntype C {\n    /* d\n  e */\n  F int /* g\n  h */ `i`\n}")).toBe(
      "/*\n * a\n   b  \n*/\ntype C {\n\t/* d\n  e */\n\tF int /* g\n  h */ `i`\n}\n",
    );
  });

  it("that are all there is stand alone", () => {
    expect(format("\n\n  // a\n\n/* b */")).toBe("// a\n/* b */\n");
  });
});

describe("texts and line ends", () => {
  it("are not changed inside of quotes and backticks, nor is what stands behind them moved", () => {
    expect(format('info (\n  a: `b\n    c\td  \n  e`\n  long: "f  \n g"\n)')).toBe(
      'info (\n\ta: `b\n    c\td  \n  e`\n\tlong: "f  \n g"\n)\n',
    );
    expect(format("type A {\n  X int `a\n   b`\n  Long string `c\td`\n}")).toBe(
      "type A {\n\tX int `a\n   b`\n\tLong string `c\td`\n}\n",
    );
  });

  it("are LF whatever they were, and a byte order mark goes", () => {
    expect(format("\uFEFF// a\r\ntype A {\r\n  X int `b\r\n c`\r\n}\r\n")).toBe("// a\ntype A {\n\tX int `b\n c`\n}\n");
    expect(format("type A {\r  Base\r  X int // a\r}\r")).toBe("type A {\n\tBase\n\tX int // a\n}\n");
  });
});

describe("older dialects", () => {
  it.each([
    ["type A struct {\n  X int\n}", "type A struct {\n\tX int\n}\n", "type A {\n\tX int\n}\n"],
    [
      "type A {\n  X struct {\n  Y int\n  } `x`\n}",
      "type A {\n\tX struct {\n\t\tY int\n\t} `x`\n}\n",
      "type A {\n\tX {\n\t\tY int\n\t} `x`\n}\n",
    ],
    [
      "type A {\n  X struct // c\n  {\n  Y int\n  }\n}",
      "type A {\n\tX struct // c\n\t\t{\n\t\tY int\n\t}\n}\n",
      "type A {\n\tX { // c\n\t\tY int\n\t}\n}\n",
    ],
    ['info (\n  title "a"\n)', 'info (\n\ttitle "a"\n)\n', 'info (\n\ttitle: "a"\n)\n'],
    [
      "info (\n  v: 1.0\n  title: a  b, c // d\n)",
      "info (\n\tv:     1.0\n\ttitle: a b, c // d\n)\n",
      'info (\n\tv:     "1.0"\n\ttitle: "a b, c" // d\n)\n',
    ],
    ["info (\n  v: 1 /* a */ 2\n)", "info (\n\tv: 1 /* a */ 2\n)\n", "info (\n\tv: 1 /* a */ 2\n)\n"],
    [
      'service a {\n@server (\nhandler: A // b\ngroup: c\n)\n@doc "d"\nget /e\n}',
      'service a {\n\t@server (\n\t\thandler: A // b\n\t\tgroup:   c\n\t)\n\t@doc "d"\n\tget /e\n}\n',
      'service a {\n\t@server (\n\t\t// b\n\t\tgroup: c\n\t)\n\t@doc "d"\n\t@handler A\n\tget /e\n}\n',
    ],
    [
      "service a {\n@server (handler: A)\nget /e\n}",
      "service a {\n\t@server (\n\t\thandler: A\n\t)\n\tget /e\n}\n",
      "service a {\n\t@handler A\n\tget /e\n}\n",
    ],
    [
      'service a {\n@handler A // b\n@jwt C\n@doc "d"\nget /e\n}',
      'service a {\n\t@handler A // b\n\t@jwt C\n\t@doc "d"\n\tget /e\n}\n',
      'service a {\n\t// b\n\t@jwt C\n\t@doc "d"\n\t@handler A\n\tget /e\n}\n',
    ],
    [
      'service a {\n@handler A\nPOST "b/:id"\n}',
      'service a {\n\t@handler A\n\tPOST "b/:id"\n}\n',
      "service a {\n\t@handler A\n\tpost /b/:id\n}\n",
    ],
    [
      'service a {\n@doc("b" /* c */)\n@handler A\nget /d\n}',
      'service a {\n\t@doc ("b" /* c */)\n\t@handler A\n\tget /d\n}\n',
      'service a {\n\t@doc "b" /* c */\n\t@handler A\n\tget /d\n}\n',
    ],
    [
      "info (\n  title: Users (v2) of (all (the)) shop\n  note: (beta)\n)",
      "info (\n\ttitle: Users (v2) of (all (the)) shop\n\tnote:  (beta)\n)\n",
      'info (\n\ttitle: "Users (v2) of (all (the)) shop"\n\tnote:  "(beta)"\n)\n',
    ],
    [
      "info (\n  title: // TODO: add title\n  desc: /* c */\n)",
      "info (\n\ttitle: // TODO: add title\n\tdesc: /* c */\n)\n",
      'info (\n\ttitle: "" // TODO: add title\n\tdesc:  "" /* c */\n)\n',
    ],
    [
      "@server(\nfolder: b/c // d\n)\nservice a {\n}",
      "@server (\n\tfolder: b/c // d\n)\nservice a {}\n",
      "@server (\n\tgroup: b/c // d\n)\nservice a {}\n",
    ],
    [
      "@server (\n  group: b // c\n) // d\n// e\n@server(jwt: F) @server (\n  prefix: /g\n)\nservice a {\n}",
      "@server (\n\tgroup: b // c\n) // d\n// e\n@server (\n\tjwt: F\n)\n@server (\n\tprefix: /g\n)\nservice a {}\n",
      "@server (\n\tgroup: b // c\n\t// d\n\t// e\n\tjwt:    F\n\tprefix: /g\n)\nservice a {}\n",
    ],
    ['syntax = "v1" ;', 'syntax = "v1";\n', 'syntax = "v1"\n'],
  ])("are laid out, and rewritten where that is asked for: %j", (text, kept, modern) => {
    expect(format(text)).toBe(kept);
    expect(format(modernSpelling(new SourceFile("main.api", text)))).toBe(modern);
    expect(format(modernSpelling(new SourceFile("main.api", kept)))).toBe(modern);
    expect(modernSpelling(new SourceFile("main.api", modern))).toBe(modern);
  });

  it("have no space in interface{} in either case", () => {
    expect(format("type A {\n  X map[string]interface { }\n}")).toBe("type A {\n\tX map[string]interface{}\n}\n");
  });
});

describe("wildcards, behind which no block comment can start", () => {
  it("keep the comment of a line behind them", () => {
    expect(format("service a {\n@handler A\nget /b/*  // c\n@handler D\nget /e/*f// g\n}")).toBe(
      "service a {\n\t@handler A\n\tget /b/* // c\n\n\t@handler D\n\tget /e/*f // g\n}\n",
    );
  });

  it("are comments where the rest of the line closes one", () => {
    expect(format("service a {\n@handler A\nget /b/*c // d */\n}")).toBe(
      "service a {\n\t@handler A\n\tget /b /*c // d */\n}\n",
    );
  });

  it("keep what stands between them and a comment", () => {
    expect(format("service a {\n@handler A\nget /b/*; // c\n}")).toBe(
      "service a {\n\t@handler A\n\tget /b/*; // c\n}\n",
    );
  });

  it("have a comment below them", () => {
    expect(format("service a {\n@handler A\nget /b/*\n/* c */ (D)\n}")).toBe(
      "service a {\n\t@handler A\n\tget /b/*\n\t\t/* c */ (D)\n}\n",
    );
  });
});

describe("two types behind one name", () => {
  it("are not parted, which would make an embedded type of the second", () => {
    expect(format("type A {\n  X Y string\n}")).toBe("type A {\n\tX Y string\n}\n");
  });
});

describe("a text that does not follow the grammar", () => {
  it.each(["type A {", "service a {\n  get\n}", 'info (a: "b', "type A { X “ }", "foo"])(
    "is not formatted: %j",
    (text) => {
      const { text: formatted, diagnostics } = formatApi(new SourceFile("main.api", text));
      expect(formatted).toBeUndefined();
      expect(diagnostics.every(({ severity }) => severity === "error")).toBe(true);
      expect(diagnostics).not.toEqual([]);
    },
  );
});

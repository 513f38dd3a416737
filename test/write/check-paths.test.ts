import { expect, it } from "vitest";

import type { VirtualFile } from "../../src/emit/virtual-file.ts";
import { SourceFile } from "../../src/text/source-file.ts";
import { spanOf } from "../../src/text/span.ts";
import { checkPaths } from "../../src/write/check-paths.ts";

const contract = new SourceFile("user.api", "@handler getUser\n@handler get_user\n");
const [first, second] = [spanOf(contract, 9, 16), spanOf(contract, 26, 34)];

function files(origin: typeof first, ...paths: readonly string[]): readonly VirtualFile[] {
  return paths.map((path) => ({ path, ownership: "generated", text: "", origin }));
}

it("tells two names that lead to the same files once, at the later one", () => {
  const paths = ["handler/getuser.ts", "logic/getuser.ts", "test/getuser.ts"];
  expect(checkPaths([...files(first, ...paths), ...files(second, ...paths)])).toMatchObject([
    {
      code: "GEN2002",
      message: "two files would be handler/getuser.ts",
      span: second,
      related: [{ message: "the other one follows from this", span: first }],
    },
  ]);
});

it("tells a name that leads to several unusable files once, and each name", () => {
  const plan = [...files(first, "nul.ts", "etc/nul.yaml"), ...files(second, "con.ts")];
  expect(checkPaths(plan)).toMatchObject([
    { code: "GEN2001", span: first },
    { code: "GEN2001", span: second },
  ]);
});

it("tells what is wrong with a folder at the name that the folder follows from", () => {
  const inFolder = (...paths: readonly string[]): readonly VirtualFile[] =>
    files(first, ...paths).map((file) => ({ ...file, folderOrigin: second }));
  const plan = inFolder("handler/aux/get.ts", "logic/aux/get.ts", "handler/user/con.ts");
  expect(checkPaths(plan)).toMatchObject([
    { code: "GEN2001", span: second },
    { code: "GEN2001", span: first },
  ]);
  expect(checkPaths([...files(first, "handler/get.ts"), ...inFolder("handler/get.ts/put.ts")])).toMatchObject([
    { code: "GEN2003", span: second, related: [{ span: first }] },
  ]);
});

import { SourceFile } from "../../text/source-file.ts";
import { inShape, shapeOf, withoutByteOrderMark } from "../text-shape.ts";
import { unmerged } from "./merge.ts";
import type { Merge, MergeInput } from "./merge.ts";

/** Adds to a file's text what the wanted text has and it lacks. Nothing that is there is changed, moved or removed. */
export async function mergeText(path: string, existing: string, wanted: string): Promise<Merge> {
  const shape = shapeOf(existing);
  const text = withoutByteOrderMark(existing);
  const merged = await mergeByLanguage({ source: new SourceFile(path, text), wanted, lineEnd: shape.lineEnd });
  const mark = inShape("", shape);
  return { ...merged, text: mark + merged.text };
}

async function mergeByLanguage(input: MergeInput): Promise<Merge> {
  const { path, text } = input.source;
  switch (path.slice(path.lastIndexOf(".") + 1)) {
    case "json": {
      const { mergeJson } = await import("./merge-json.ts");
      return mergeJson(input);
    }
    case "yaml": {
      const { mergeYaml } = await import("./merge-yaml.ts");
      return mergeYaml(input);
    }
    case "ts": {
      const { mayLackMembers } = await import("./may-lack-members.ts");
      if (!mayLackMembers(text, input.wanted)) return unmerged(text, []);
      const { mergeTypeScript } = await import("./merge-typescript.ts");
      return mergeTypeScript(input);
    }
    default:
      return unmerged(text, []);
  }
}

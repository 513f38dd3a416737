// Compiles templates/**/*.hbs and takes templates/runtime/*.ts in as text, so that a run reads no file of the package.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import Handlebars from "handlebars";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const templates = join(root, "templates");
const target = join(root, "src/emit/templates/embedded.js");

export function embedTemplates() {
  const compiled = filesBelow(templates, ".hbs").map((name) => {
    const parts = partsOf(Handlebars.parse(readFileSync(join(templates, name), "utf8")), name);
    return member(name.replace(/\.hbs$/u, ""), parts);
  });
  const runtime = filesBelow(join(templates, "runtime"), ".ts").map((name) =>
    member(name, readFileSync(join(templates, "runtime", name), "utf8")),
  );
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(
    target,
    `export const compiledTemplates = {\n${compiled.join("")}};\n\nexport const runtimeSources = {\n${runtime.join("")}};\n`,
  );
}

/**
 * What a template is made of, as `render` takes it. Handlebars reads the language, with its rules for line ends; of what it
 * knows, templates place values and repeat parts, and anything else is refused here.
 * @returns {import("../src/emit/templates/template-part.ts").TemplatePart[]}
 */
function partsOf({ body }, name) {
  return body
    .map((statement) => {
      switch (statement.type) {
        case "ContentStatement":
          return statement.value;
        case "MustacheStatement":
          return { value: nameIn(statement.path, statement.params, name) };
        case "BlockStatement": {
          const { path, params, program, inverse } = statement;
          if (path.original !== "each" || inverse || program.blockParams) throw unknown(statement, name);
          return { each: nameIn(params[0], params.slice(1), name), parts: partsOf(program, name) };
        }
        default:
          throw unknown(statement, name);
      }
    })
    .filter((part) => part !== "");
}

/** A name in the view, or `this` for the view itself. */
function nameIn(path, others, name) {
  const isName = path?.type === "PathExpression" && !path.data && path.depth === 0 && path.parts.length <= 1;
  if (!isName || others.length > 0) throw unknown(path, name);
  return path.parts[0] ?? "this";
}

function unknown(node, name) {
  const { type = "nothing", loc } = node ?? {};
  return new Error(`templates/${name}:${loc?.start.line}: a template has values and lists alone, found ${type}`);
}

function member(name, value) {
  return `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`;
}

function filesBelow(folder, ending) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(ending))
    .toSorted();
}

embedTemplates();

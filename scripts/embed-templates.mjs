// Compiles templates/**/*.hbs and takes templates/runtime/*.ts in as text, so that a run reads no file of the package.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import Handlebars from "handlebars";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const templates = join(root, "templates");
const target = join(root, "src/emit/templates/embedded.js");

export function embedTemplates() {
  const names = filesBelow(templates, ".hbs");
  const compiled = names.map((name) => {
    const source = readFileSync(join(templates, name), "utf8");
    /** @type {unknown} */
    const code = Handlebars.precompile(source, { strict: true, noEscape: true });
    if (typeof code !== "string") throw new TypeError(`expected the code of template ${name}`);
    return `  ${JSON.stringify(name.replace(/\.hbs$/u, ""))}: ${code},\n`;
  });
  const runtime = filesBelow(join(templates, "runtime"), ".ts").map(
    (name) => `  ${JSON.stringify(name)}: ${JSON.stringify(readFileSync(join(templates, "runtime", name), "utf8"))},\n`,
  );
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(
    target,
    `export const compiledTemplates = {\n${compiled.join("")}};\n\nexport const runtimeSources = {\n${runtime.join("")}};\n`,
  );
}

function filesBelow(folder, ending) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(ending))
    .toSorted();
}

embedTemplates();

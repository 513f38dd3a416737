import { compareCodePoints } from "../../text/compare-code-points.ts";
import { defaultFileStyle, fileStylePattern } from "../file-style.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { defaultInt64Type } from "./int64-type.ts";
import { moduleSpecifiers } from "./module-specifiers.ts";
import { packageVersions } from "./package-versions.ts";
import type { PackageName } from "./package-versions.ts";
import type { ProjectContext } from "./project-context.ts";

/** `package.json`: the scripts, and the packages that the project's files import. */
export function packageFile(context: ProjectContext, files: readonly VirtualFile[]): VirtualFile {
  const dependencies = importedPackages(files.filter((file) => !file.path.startsWith("test/")));
  const content = {
    name: context.spec.service.toLowerCase(),
    version: "0.0.0",
    private: true,
    type: "module",
    engines: { node: ">=20.19" },
    scripts: scripts(context),
    prettier: { printWidth: 120 },
    ...recorded(context),
    dependencies: versions(dependencies),
    devDependencies: versions(developmentPackages(dependencies)),
  };
  return { path: "package.json", ownership: "merged", text: `${JSON.stringify(content, undefined, 2)}\n` };
}

/** What later runs read, so that it need not be told again. */
function recorded({ int64, extras }: ProjectContext) {
  const choices = {
    ...(int64 !== defaultInt64Type && { int64 }),
    ...(extras.length > 0 && { with: extras }),
  };
  return Object.keys(choices).length > 0 && { tsgoctl: choices };
}

function scripts({ contract, ddl, files, style, typeFiles }: ProjectContext): Readonly<Record<string, string>> {
  const pattern = fileStylePattern(style);
  const generate = [
    "npx tsgoctl api ts -api",
    argument(contract),
    "-dir .",
    ...ddl.map((path) => `-ddl ${argument(path)}`),
    ...(pattern === fileStylePattern(defaultFileStyle) ? [] : [`-style ${argument(pattern)}`]),
    ...(typeFiles === "by-group" ? ["-type-group"] : []),
  ];
  return {
    dev: `tsx watch ${argument(files.entry)} -f ${argument(files.developmentSettings)}`,
    build: "tsc -p tsconfig.build.json",
    start: `node ${argument(`dist/${files.entry.replace(/\.ts$/u, ".js")}`)} -f ${argument(files.settings)}`,
    test: "vitest run",
    typecheck: "tsc",
    generate: generate.join(" "),
    "generate:check": [...generate, "--check"].join(" "),
  };
}

/** A path or pattern as npm's shell takes it, on every system. */
function argument(path: string): string {
  return /^[\w./:@-]+$/u.test(path) ? path : `"${path.replaceAll(/["\\$`]/gu, "\\$&")}"`;
}

function importedPackages(files: readonly VirtualFile[]): readonly PackageName[] {
  const names = files
    .filter((file) => file.path.endsWith(".ts"))
    .flatMap((file) => moduleSpecifiers(file.text))
    .map(packageName)
    .filter(isPackage);
  return [...new Set(names)];
}

/** `mysql2/promise` -> `mysql2`. */
function packageName(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function isPackage(name: string): name is PackageName {
  return Object.hasOwn(packageVersions, name);
}

function developmentPackages(dependencies: readonly PackageName[]): readonly PackageName[] {
  const types: readonly PackageName[] = dependencies.includes("jsonwebtoken") ? ["@types/jsonwebtoken"] : [];
  return [...types, "@types/node", "tsx", "typescript", "vitest"];
}

function versions(names: readonly PackageName[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.toSorted(compareCodePoints).map((name) => [name, packageVersions[name]]));
}

// Builds dist/: the CLI and the library as bundles that load only what a command needs, and the library's types as one file.
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { build } from "esbuild";
import ts from "typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // Compiling the bundle is a tenth of a cold start.
  minify: true,
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
};

async function bundle() {
  const { metafile } = await build({
    ...common,
    entryPoints: { cli: "src/cli/cli.ts", index: "src/index.ts" },
    splitting: true,
    external: ["mysql2", "prettier", "ts-morph"],
    // CommonJS packages in the bundle ask for node's own modules by `require`; few of the files do, so it is made when asked.
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=(name)=>__createRequire(import.meta.url)(name);',
    },
    plugins: [lazyChildProcess, noCharacterTable],
  });
  await joinSmallChunks(metafile.outputs);
  writeLicenses(Object.keys(metafile.inputs));
}

/** In bytes: compiled in less time than it takes to find and read a file. */
const SMALL_CHUNK = 3_000;

/**
 * Takes small chunks into those that import them. A function that many share is a chunk of its own to esbuild, and a command
 * would load a dozen of them. All stand in one folder, so that what is copied still finds what it imports; it has no state,
 * and no class that anybody asks an object for.
 */
async function joinSmallChunks(outputs) {
  const paths = Object.keys(outputs);
  const small = paths.filter((path) => isSmall(outputs[path])).map((path) => join(root, path));
  await build({
    ...common,
    entryPoints: paths.filter((path) => !isSmall(outputs[path])),
    outbase: dist,
    allowOverwrite: true,
    plugins: [allExternalBut(small)],
  });
  for (const path of small) rmSync(path);
}

function isSmall({ bytes, entryPoint }) {
  return entryPoint === undefined && bytes < SMALL_CHUNK;
}

function allExternalBut(paths) {
  return {
    name: "all-external-but",
    setup(building) {
      building.onResolve({ filter: /.*/ }, ({ kind, path, resolveDir }) =>
        kind === "entry-point" || paths.includes(resolve(resolveDir, path)) ? undefined : { path, external: true },
      );
    },
  };
}

/** The bundle holds code of others, whose licences ask for their text to go along. */
function writeLicenses(inputs) {
  const packages = new Set(
    inputs.map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//u.exec(path)?.[1]).filter(Boolean),
  );
  const entries = [...packages]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
      const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/iu.test(entry));
      const text =
        file === undefined ? `Licensed under ${license}.` : readFileSync(join(root, folder, file), "utf8").trim();
      return `${name} ${version} (${license})\n\n${text}\n`;
    });
  const line = "-".repeat(80);
  writeFileSync(join(dist, "THIRD-PARTY-LICENSES.txt"), entries.join(`\n${line}\n\n`));
}

/** commander loads child_process, which takes 3 ms, for commands that are programs of their own; it has none here. */
const lazyChildProcess = patch(/commander[\\/]lib[\\/]command\.js$/, [
  [/^const childProcess = require\('node:child_process'\)[^;]*;$/mu, ""],
  [/childProcess\./gu, "require('node:child_process')."],
]);

/** chevrotain makes a table of all UTF-16 units, in its own words in 3 ms; contracts hardly ever ask it for one. */
const noCharacterTable = patch(/chevrotain[\\/]lib[\\/]src[\\/]scan[\\/]lexer\.js$/, [
  [/ initCharCodeToOptimizedIndexMap\(\);$/mu, ""],
  [/charCodeToOptimizedIdxMap\[charCode\];$/mu, "255 + ~~(charCode / 255);"],
]);

/** Changes the code of a package where it does what no command of ours needs; fails where that code is another by now. */
function patch(filter, changes) {
  return {
    name: `patch ${filter.source}`,
    setup(building) {
      building.onLoad({ filter }, ({ path }) => {
        let contents = readFileSync(path, "utf8");
        for (const [from, to] of changes) {
          if (contents.search(from) < 0) throw new Error(`${path} no longer has ${from}`);
          contents = contents.replace(from, to);
        }
        return { contents, loader: "js" };
      });
    },
  };
}

function bundleTypes() {
  const types = join(dist, "types");
  const settings = ts.readConfigFile(join(root, "tsconfig.json"), (path) => readFileSync(path, "utf8")).config;
  const { options } = ts.parseJsonConfigFileContent(settings, ts.sys, root);
  const program = ts.createProgram([join(root, "src/index.ts")], {
    ...options,
    noEmit: false,
    emitDeclarationOnly: true,
    declaration: true,
    rewriteRelativeImportExtensions: true,
    // The runtime's code is part of it: the samples of generated tests are checked with that.
    rootDir: root,
    outDir: types,
  });
  const { diagnostics } = program.emit();
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, formatHost));

  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(root, "package.json"),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(types, "src/index.d.ts"),
      compiler: { overrideTsconfig: { ...settings, include: [], files: [join(types, "src/index.d.ts")] } },
      dtsRollup: { enabled: true, untrimmedFilePath: join(dist, "index.d.ts") },
      apiReport: { enabled: false },
      docModel: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Warning } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.None },
          "ae-forgotten-export": { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
  const { succeeded } = Extractor.invoke(config, { localBuild: true, messageCallback: quiet });
  rmSync(types, { recursive: true });
  if (!succeeded) throw new Error("the types could not be bundled");
}

const formatHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => root,
  getNewLine: () => "\n",
};

/** Says nothing of progress, only of problems. */
function quiet(message) {
  message.handled = message.logLevel === "info" || message.logLevel === "verbose";
}

await import("./embed-templates.mjs");
rmSync(dist, { recursive: true, force: true });
await bundle();
if (!process.argv.includes("--no-types")) bundleTypes();

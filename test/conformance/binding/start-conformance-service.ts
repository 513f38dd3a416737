import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { flatFields, structsOf } from "../../../src/emit/fastify/struct-fields.ts";
import { requestFields } from "../../../src/emit/fastify/request-fields.ts";
import { nameRoutes } from "../../../src/emit/fastify/route-names.ts";
import type { NamedRoute } from "../../../src/emit/fastify/route-names.ts";
import { defaultFileStyle } from "../../../src/emit/file-style.ts";
import { createNodeHost } from "../../../src/host/node-host.ts";
import { loadApi } from "../../../src/load/load-api.ts";
import type { ApiSpec } from "../../../src/model/api-spec.ts";
import { checkApi } from "../../../src/model/check-api.ts";
import { freePort } from "../../e2e/service-process.ts";
import type { RequestShape } from "./echo.ts";

const repository = join(import.meta.dirname, "../../..");

/** How a service is made of a contract beside this file. */
export interface ServiceRecipe {
  /** Such as `service-1.api`. */
  readonly contract: string;
  /** What is written otherwise in the contract, because tsgoctl refuses it as it is. */
  readonly edits?: readonly ContractEdit[];
  /** YAML lines beside `Name`, `Host`, `Port` and `Mode`. */
  readonly settings?: string;
  /** Options of `api ts` beside `-api` and `-dir`. */
  readonly options?: readonly string[];
  /**
   * The statements of a route's logic; undefined leaves it unwritten. They see `req`, `echo`, `pathTexts` and `shape`, which
   * says what the route's request is made of.
   */
  readonly logic: (named: NamedRoute) => string | undefined;
  /** Further files, which replace generated ones. */
  readonly files?: Readonly<Record<string, string>>;
}

interface ContractEdit {
  readonly find: string;
  readonly replace: string;
  readonly reason: string;
}

export interface RunningService {
  readonly port: number;
  /** Everything that the process has written. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** Generates the service with the built CLI, writes its logic and starts it as a process on a free port. */
export async function startConformanceService(recipe: ServiceRecipe): Promise<RunningService> {
  const workshop = mkdtempSync(join(tmpdir(), "tsgoctl-binding-"));
  symlinkSync(join(repository, "node_modules"), join(workshop, "node_modules"), "junction");
  const project = join(workshop, "service");
  mkdirSync(project);
  const spec = generate(recipe, project);
  writeLogic(recipe, spec, project);
  const port = await freePort();
  const settings = `Name: ${spec.service}\nHost: 127.0.0.1\nPort: ${port}\nMode: dev\n${recipe.settings ?? ""}`;
  place(project, { "etc/conformance.yaml": settings, ...recipe.files });

  const child = spawn(process.execPath, ["--import", "tsx", entryOf(project), "-f", "etc/conformance.yaml"], {
    cwd: project,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (data: Buffer) => (output += data.toString()));
  child.stderr.on("data", (data: Buffer) => (output += data.toString()));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
    rmSync(workshop, { recursive: true, force: true });
  };

  const deadline = Date.now() + 60_000;
  while (!(await isListening(port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`the service of ${recipe.contract} did not start\n${output}`);
    }
    await sleep(50);
  }
  return { port, output: () => output, stop };
}

/** What `tsgoctl api ts` says of a contract that it refuses. */
export function refusalOf(contract: string): string {
  const workshop = mkdtempSync(join(tmpdir(), "tsgoctl-binding-"));
  cpSync(join(import.meta.dirname, contract), join(workshop, contract));
  const { status, stderr } = runCli(["-api", contract, "-dir", "."], workshop);
  rmSync(workshop, { recursive: true });
  return status === 0 ? "" : stderr;
}

/** The contract with its edits; one that finds nothing is an error. */
export function editedContract({ contract, edits = [] }: ServiceRecipe): string {
  return edits.reduce(
    (text, { find, replace }) => {
      if (!text.includes(find)) throw new Error(`${contract} has no ${find}`);
      return text.replace(find, replace);
    },
    readFileSync(join(import.meta.dirname, contract), "utf8"),
  );
}

function generate(recipe: ServiceRecipe, project: string): ApiSpec {
  place(project, { [recipe.contract]: editedContract(recipe) });
  const { status, stderr } = runCli(["-api", recipe.contract, "-dir", ".", ...(recipe.options ?? [])], project);
  if (status !== 0) throw new Error(`${recipe.contract} was refused\n${stderr}`);
  const { spec } = checkApi(loadApi(join(project, recipe.contract), createNodeHost()).program);
  if (spec === undefined) throw new Error(`${recipe.contract} has no meaning`);
  return spec;
}

function runCli(options: readonly string[], cwd: string): { status: number | null; stderr: string } {
  const cli = join(repository, "bin/tsgoctl.js");
  return spawnSync(process.execPath, [cli, "api", "ts", ...options], { cwd, encoding: "utf8" });
}

/** Puts the recipe's statements in the place of what throws in each logic file, and what they need beside it. */
function writeLogic({ logic }: ServiceRecipe, spec: ApiSpec, project: string): void {
  const structs = structsOf(spec);
  const structFields = Object.fromEntries(spec.types.map(({ name, members }) => [name, flatFields(structs, members)]));
  cpSync(join(import.meta.dirname, "echo.ts"), join(project, "internal/echo.ts"));
  for (const named of nameRoutes(spec, defaultFileStyle)) {
    const statements = logic(named);
    if (statements === undefined) continue;
    const shape: RequestShape = { fields: requestFields(named.route, structs), structs: structFields };
    const path = join(project, named.logicFile);
    const text = readFileSync(path, "utf8");
    const unwritten = /throw new NotImplementedError\(.*\);/;
    if (!unwritten.test(text)) throw new Error(`${named.logicFile} has nothing to be replaced`);
    const imports = `import { echo, pathTexts } from "${named.up}../echo.ts";`;
    const shapeText = `const shape = JSON.parse(${JSON.stringify(JSON.stringify(withoutPlaces(shape)))});`;
    const written = text.replace(unwritten, () => statements);
    place(project, { [named.logicFile]: `${imports}\n${written}\n${shapeText}\nvoid [echo, pathTexts, shape];\n` });
  }
}

function withoutPlaces(shape: RequestShape): unknown {
  return JSON.parse(JSON.stringify(shape, (key, value: unknown) => (key === "span" ? undefined : value)));
}

function place(project: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
}

function entryOf(project: string): string {
  const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  const entry = /^tsx watch (\S+)/.exec(String(scripts.dev))?.[1];
  if (entry === undefined) throw new Error("the project has no entry");
  return entry;
}

async function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => socket.destroy());
    socket.on("close", (hadError) => resolve(!hadError));
    socket.on("error", () => {});
  });
}

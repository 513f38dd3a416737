// The main job on a machine with nothing but Node: packs the CLI, generates the example with it, starts the service and walks its routes.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const example = join(root, "examples/user-api");
const keep = process.argv.includes("--keep");
const folder = mkdtempSync(join(tmpdir(), "tsgoctl-demo-"));
const project = join(folder, "user-api");

const tsgoctl = packAndInstall();
copyHandWritten();
run("Generating everything else", process.execPath, [tsgoctl, "api", "ts", "-api", "user.api", "-dir", "."], project);
run("Installing the service's packages", "npm", ["install", "--no-audit", "--no-fund"], project);

const servicePort = await freePort();
const service = startService(servicePort);
try {
  await walk(`http://127.0.0.1:${servicePort}`);
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : error);
}
if (keep && process.exitCode === undefined) tellHowToGoOn(servicePort);
else await stop();

/** The path of the packed CLI's entry, installed as a user would. */
function packAndInstall() {
  run("Building", "npm", ["run", "--silent", "build"], root);
  const packed = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: root,
    shell: isWindows(),
  });
  const [{ filename }] = JSON.parse(packed.toString());
  const tools = join(folder, "tools");
  mkdirSync(tools);
  writeFileSync(join(tools, "package.json"), '{ "private": true }\n');
  run(`Installing ${filename}`, "npm", ["install", "--no-audit", "--no-fund", join(folder, filename)], tools);
  return join(tools, "node_modules/tsgoctl/bin/tsgoctl.js");
}

/** The contract, the tables and the logic; all the rest is generated. */
function copyHandWritten() {
  mkdirSync(join(project, "internal"), { recursive: true });
  for (const name of ["user.api", "user.sql", "internal/logic"]) {
    cpSync(join(example, name), join(project, name), { recursive: true });
  }
  console.log(`\nHand-written: user.api, user.sql, ${readdirSync(join(project, "internal/logic")).join(", ")}`);
}

function startService(port) {
  const settings = readFileSync(join(project, "etc/user-api.dev.yaml"), "utf8").replace(/^Port: .*$/m, `Port: ${port}`);
  writeFileSync(join(project, "etc/user-api.demo.yaml"), settings);
  const tsx = join(project, "node_modules/tsx/dist/cli.mjs");
  const log = keep ? "ignore" : "pipe";
  const child = spawn(process.execPath, [tsx, "user.ts", "-f", "etc/user-api.demo.yaml"], {
    cwd: project,
    stdio: ["ignore", log, log],
    detached: keep,
  });
  child.output = "";
  child.stdout?.on("data", (data) => (child.output += data));
  child.stderr?.on("data", (data) => (child.output += data));
  return child;
}

async function walk(url) {
  await untilServing(url);
  console.log(`\nServing on ${url}, data in SQLite, cache in the process`);
  const credentials = { username: "alice", password: "secret123" };
  await ask(url, "POST", "/user/register", { body: credentials });
  const login = await ask(url, "POST", "/user/login", { body: credentials });
  await ask(url, "GET", "/user/info", { token: login.accessToken });
  const refreshed = await ask(url, "POST", "/user/refresh", { body: { refreshToken: login.refreshToken } });
  await ask(url, "GET", "/user/info", { token: refreshed.accessToken });
}

async function untilServing(url) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      await fetch(url);
      return;
    } catch {
      if (service.exitCode !== null || Date.now() > deadline)
        throw new Error(`the service did not start\n${service.output}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Prints a request and its answer as received, and gives the answer's body; any status but 200 ends the demo. */
async function ask(url, method, path, { body, token }) {
  const headers = {
    ...(body !== undefined && { "content-type": "application/json" }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(url + path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const sent = body === undefined ? `\n${JSON.stringify(headers)}` : ` ${JSON.stringify(body)}`;
  console.log(`\n${method} ${path}${sent}\n${response.status} ${text}`);
  if (response.status !== 200)
    throw new Error(`expected 200 from ${method} ${path}, got ${response.status}\n${service.output}`);
  return JSON.parse(text);
}

function tellHowToGoOn(port) {
  const url = `http://127.0.0.1:${port}`;
  service.unref();
  console.log(`
The service goes on as process ${service.pid} in ${project}; end it with: kill ${service.pid}

curl -s -X POST ${url}/user/register -H "Content-Type: application/json" -d '{"username":"bob","password":"secret123"}'
curl -s -X POST ${url}/user/login -H "Content-Type: application/json" -d '{"username":"alice","password":"secret123"}'
curl -s -X POST ${url}/user/refresh -H "Content-Type: application/json" -d '{"refreshToken":"REFRESH_TOKEN"}'
curl -s ${url}/user/info -H "Authorization: Bearer ACCESS_TOKEN"`);
}

async function stop() {
  if (service.exitCode === null) {
    const ended = new Promise((resolve) => service.once("exit", resolve));
    service.kill("SIGTERM");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function run(title, command, args, cwd) {
  console.log(`\n${title} …`);
  const shell = command === "npm" && isWindows();
  const { status } = spawnSync(command, args, { cwd, stdio: ["ignore", "inherit", "inherit"], shell });
  if (status === 0) return;
  console.error(`${title} failed`);
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
}

function isWindows() {
  return process.platform === "win32";
}

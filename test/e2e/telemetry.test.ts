import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, inject, it } from "vitest";

import { batchers, telemetryPackages } from "../../templates/runtime/telemetry/packages.ts";
import { startHttpCollector } from "../services/collector.ts";
import type { CollectedSpan } from "../services/collector.ts";
import { createDatabase } from "../services/test-database.ts";
import { credentials } from "./seed-walk.ts";
import { freePort, startService } from "./service-process.ts";

const repository = join(import.meta.dirname, "../..");
const example = join(repository, "examples/user-api");
const folder = mkdtempSync(join(tmpdir(), "tsgoctl-telemetry-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("a generated service exports its requests with the calls of MySQL and Redis in them, and no value", async () => {
  const database = await createDatabase();
  await database.run(readFileSync(join(example, "user.sql"), "utf8"));
  const collector = await startHttpCollector();
  const port = await freePort();
  const file = join(folder, "settings.yaml");
  const settings = readFileSync(join(example, "etc/user-api.dev.yaml"), "utf8")
    .replace(/^Port: .*$/mu, `Port: ${port}`)
    .replace(/^DataSource: .*$/mu, `DataSource: ${JSON.stringify(database.dataSource)}`)
    .replace(/^CacheRedis: .*$/mu, `CacheRedis: [{Host: "${new URL(inject("redisUrl")).host}"}]`);
  writeFileSync(file, `${settings}\nTelemetry: {Endpoint: "${collector.address}", Batcher: otlphttp}\n`);
  try {
    const service = await startService(example, file, port);
    expect(await service.post("/user/register", credentials)).toMatchObject({ status: 200 });
    expect(await service.post("/user/register", credentials)).toMatchObject({ status: 409 });
    expect(await service.post("/user/login", credentials)).toMatchObject({ status: 200 });
    expect(await service.stop(), service.output()).toBe(0);
  } finally {
    collector.stop();
    await database.drop();
  }

  const calls = (path: string): readonly CollectedSpan[] => {
    const parents = collector.spans.filter(({ name }) => name === path).map(({ spanId }) => spanId);
    return collector.spans.filter(({ parentSpanId }) => parents.includes(parentSpanId));
  };
  expect(told(calls("/user/register"))).toContain("sql INSERT");
  expect(told(calls("/user/register"))).toContain("redis delete");
  const perRead = ["redis read", "redis lease", "sql SELECT", "redis write"];
  expect(told(calls("/user/login"))).toEqual([...perRead, ...perRead]);
  const statement = calls("/user/login").find(({ name }) => name === "sql")?.attributes["db.query.text"];
  expect(statement).toMatch(/^select .* from `user` where `username` = \?/);
  expect(JSON.stringify(collector.spans)).not.toMatch(/alice|secret123/);
});

it("a project without OpenTelemetry compiles, and refuses an Endpoint with the command that installs what it needs", () => {
  const project = join(folder, "project");
  cpSync(example, project, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
  const packages = join(project, "node_modules");
  mkdirSync(packages);
  for (const name of readdirSync(join(repository, "node_modules"))) {
    if (["@opentelemetry", "@grpc"].includes(name)) continue;
    symlinkSync(join(repository, "node_modules", name), join(packages, name), "junction");
  }
  const run = (script: string, ...args: readonly string[]) =>
    spawnSync(process.execPath, [join(packages, script), ...args], { cwd: project, encoding: "utf8" });

  expect(run("typescript/bin/tsc")).toMatchObject({ stdout: "", status: 0 });

  const settings = readFileSync(join(project, "etc/user-api.dev.yaml"), "utf8").trimEnd();
  const line = settings.split("\n").length + 2;
  writeFileSync(join(project, "etc/refused.yaml"), `${settings}\nTelemetry:\n  Endpoint: collector:4317\n`);
  const { status, stderr } = run("tsx/dist/cli.mjs", "user.ts", "-f", "etc/refused.yaml");
  const [error = "", ...rest] = stderr.split(" run: npm install --save-exact ");
  expect(error).toBe(`error: etc/refused.yaml:${line}: Telemetry.Endpoint: needs packages that are not installed;`);
  const command = rest.join("").trimEnd().split(" ");
  expect(command).toEqual(Object.entries(telemetryPackages("otlpgrpc")).map(([name, version]) => `${name}@${version}`));
  expect(status).toBe(1);
});

it("names the packages in the versions that are tested", () => {
  const { devDependencies } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
  for (const batcher of batchers) expect(devDependencies).toMatchObject(telemetryPackages(batcher));
});

function told(spans: readonly CollectedSpan[]): readonly string[] {
  return spans.map(({ name, kind, attributes }) => {
    expect(kind).toBe(3);
    return `${name} ${String(attributes["db.operation.name"])}`;
  });
}

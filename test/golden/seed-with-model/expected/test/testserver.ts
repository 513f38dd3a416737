// Code scaffolded by tsgoctl. Safe to edit.
// Follows the contract until it is edited: b416b5e1

import { onTestFinished } from "vitest";

import { Config } from "../internal/config/config.ts";
import { registerHandlers } from "../internal/handler/routes.ts";
import { loadConfig } from "../internal/runtime/config/config.ts";
import { createServer } from "../internal/runtime/server/server.ts";
import { setUpServer } from "../internal/server/setupserver.ts";
import { ServiceContext } from "../internal/svc/servicecontext.ts";

/** The service as `etc/user-api.dev.yaml` sets it up, with an empty database in memory; closed when the test ends. */
export async function startTestServer() {
  const settings = loadConfig("etc/user-api.dev.yaml", Config);
  const config: Config = { ...settings, dataSource: "sqlite::memory:", log: { ...settings.log, level: "severe" } };
  const svcCtx = new ServiceContext(config);
  const server = createServer(config);
  await setUpServer(server, svcCtx);
  await registerHandlers(server, svcCtx);
  onTestFinished(async () => {
    await server.close();
    await svcCtx.close();
  });
  return { config, server, svcCtx };
}

// Code scaffolded by tsgoctl. Safe to edit.

import { Config } from "./internal/config/config.ts";
import { registerHandlers } from "./internal/handler/routes.ts";
import { configPath, loadConfig } from "./internal/runtime/config/config.ts";
import { closeOnSignals } from "./internal/runtime/server/close-on-signals.ts";
import { listen } from "./internal/runtime/server/listen.ts";
import { createServer } from "./internal/runtime/server/server.ts";
import { setUpServer } from "./internal/server/setupserver.ts";
import { ServiceContext } from "./internal/svc/servicecontext.ts";

const config = loadConfig(configPath(process.argv.slice(2), "etc/market-api.yaml"), Config);
const svcCtx = new ServiceContext(config);
const server = createServer(config);

await setUpServer(server, svcCtx);
await registerHandlers(server, svcCtx);
closeOnSignals(server, () => svcCtx.close());
await listen(server, config);

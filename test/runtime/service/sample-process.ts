import { closeOnSignals } from "../../../templates/runtime/server/close-on-signals.ts";
import { listen } from "../../../templates/runtime/server/listen.ts";
import { configPath, loadConfig } from "../../../templates/runtime/config/config.ts";
import { AuthConf, RestConf } from "../../../templates/runtime/config/rest-conf.ts";
import { createSample } from "./sample-server.ts";

const config = loadConfig(configPath(process.argv.slice(2), "etc/sample.yaml"), RestConf.extend({ auth: AuthConf }));
const server = createSample(config);
closeOnSignals(server, async () => {
  process.stdout.write("resources closed\n");
});
await listen(server, config);
process.stdout.write(`ready ${JSON.stringify(server.server.address())}\n`);

// The service as it is shipped, configured by the environment; its port is shared with other processes of it.
import { loadModel } from "@eslabon/model";
import { createService, loadServiceConfig } from "@eslabon/service";

const config = await loadServiceConfig();
const app = await createService({
  model: await loadModel(process.env.MODEL!),
  version: "0.0.0",
  logger: true,
  config,
});
const address = { host: config.host, port: config.port, reusePort: true };
await app.listen(address);

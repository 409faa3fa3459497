// The service as it is shipped, configured by the environment.
import { loadServiceConfig, startService } from "@eslabon/service";

await startService({ folder: process.env.MODEL!, version: "0.0.0", config: await loadServiceConfig() });

// The service as it is shipped, on a free port.
import { startService } from "@eslabon/service";

const [folder, log] = process.argv.slice(2);
const { url } = await startService({ folder: folder!, version: "0.0.0", port: 0, logger: log === "logging" });
process.send!(url);

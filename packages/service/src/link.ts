import { join, relative } from "node:path";
import type { Link, PackageInfo } from "@eslabon/link";
import { checkService } from "./check.ts";
import type { ServiceDefinition } from "./definition.ts";
import { startService } from "./start.ts";

/**
 * The service link: it answers with the model.
 *
 * @param file the module that exports the definition; `service.ts` in the folder unless given
 */
export function serviceLink(
  definition: ServiceDefinition,
  folder: string,
  info: PackageInfo,
  file = join(folder, "service.ts"),
): Link {
  return {
    name: "service",
    reads: { link: "model", range: "caret" },
    folder,
    package: info,
    inputs: [relative(folder, file)],
    program: import.meta.url,
    check: ({ upstream }) => checkService({ package: info, modelFolder: upstream, definition }),
    start: ({ upstream, host, port, log }) =>
      startService({
        folder: upstream,
        version: info.version,
        definition,
        host,
        ...(port !== undefined && { port }),
        logger: log,
      }),
  };
}

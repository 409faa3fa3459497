import { join, relative } from "node:path";
import { checkReport, type Link, type PackageInfo } from "@eslabon/link";
import { buildService } from "./build.ts";
import { serviceChanges } from "./changes.ts";
import { checkTypes } from "./check/types.ts";
import { checkService } from "./check.ts";
import { loadServiceConfig } from "./config/load.ts";
import type { ServiceDefinition } from "./definition.ts";
import { furtherModels } from "./models/installed.ts";
import { stampService } from "./stamp.ts";
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
    reads: [{ link: "model", range: "caret" }],
    folder,
    package: info,
    inputs: [relative(folder, file)],
    program: import.meta.url,
    build: ({ upstream, out, progress }) =>
      buildService({ definition, package: info, folder, file, upstream, out, progress }),
    // Code that does not compile makes no artifact, and that is something for the check to say.
    checksSources: true,
    check: async ({ upstream }) => {
      const { checks } = await checkService({
        package: info,
        modelFolder: upstream,
        further: furtherModels(definition, folder),
        definition,
      });
      return checkReport("service", [await checkTypes({ folder, file, upstream }), ...checks]);
    },
    stamp: stampService,
    compare: serviceChanges,
    start: async ({ upstream, config: file, host, port, log }) => {
      const declared = { port: definition.port };
      const config = await loadServiceConfig({ flags: { host, port }, file, declared });
      const further = furtherModels(definition, folder);
      return startService({
        folder: upstream,
        further,
        version: info.version,
        definition,
        config,
        logger: log,
      });
    },
  };
}

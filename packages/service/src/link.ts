import type { Link, PackageInfo } from "@eslabon/chain";
import { checkService } from "./check.ts";
import type { ServiceDefinition } from "./definition.ts";

/** The service link: it answers with the model. */
export function serviceLink(_definition: ServiceDefinition, folder: string, info: PackageInfo): Link {
  return {
    name: "service",
    reads: "model",
    folder,
    inputs: [],
    program: import.meta.url,
    check: ({ upstream }) => checkService({ package: info, modelFolder: upstream }),
  };
}

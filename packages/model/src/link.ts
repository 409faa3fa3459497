import type { Link, PackageInfo } from "@eslabon/link";
import { buildModel } from "./build.ts";
import { modelChanges } from "./changes.ts";
import { checkModel } from "./check.ts";
import type { ModelDefinition } from "./definition.ts";
import { stampModel } from "./stamp.ts";

/** The model link: it reads the dataset. */
export function modelLink(definition: ModelDefinition, folder: string, info: PackageInfo): Link {
  return {
    name: "model",
    reads: [{ link: "data", range: "exact" }],
    folder,
    package: info,
    inputs: [],
    program: import.meta.url,
    build: ({ upstream, out, progress }) =>
      buildModel({ definition, package: info, dataset: upstream, sources: folder, out, progress }),
    check: ({ upstream, artifact }) => checkModel({ definition, folder: artifact, dataset: upstream }),
    stamp: stampModel,
    compare: modelChanges,
  };
}

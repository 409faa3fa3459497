import { join, relative } from "node:path";
import type { Link, PackageInfo } from "@eslabon/link";
import { buildImage } from "./build.ts";
import { imageChanges } from "./changes.ts";
import { checkImage } from "./check.ts";
import { CONTAINER, OWN_FILES } from "./context/own-files.ts";
import type { ImageDefinition } from "./definition.ts";
import { stampImage } from "./stamp.ts";

/** The image link: the published service and the published model, ready to run. */
export function imageLink(definition: ImageDefinition, folder: string, info: PackageInfo): Link {
  return {
    name: "image",
    reads: [
      { link: "service", range: "exact" },
      { link: "model", range: "exact" },
    ],
    folder,
    package: info,
    inputs: OWN_FILES.map((name) => relative(folder, join(CONTAINER, name))),
    program: import.meta.url,
    installs: true,
    build: ({ upstream, out, npmEnvironment, progress }) =>
      buildImage({
        definition,
        package: info,
        folder,
        upstream,
        out,
        ...(npmEnvironment && { npmEnvironment }),
        progress,
      }),
    check: ({ upstream, artifact }) => checkImage({ definition, folder, upstream, artifact }),
    stamp: stampImage,
    compare: imageChanges,
  };
}

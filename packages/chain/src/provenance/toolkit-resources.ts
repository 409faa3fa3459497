import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageResource, type Resource } from "./resource.ts";

interface Lock {
  readonly packages?: Readonly<Record<string, { name?: string; version?: string; integrity?: string }>>;
}

/** The packages that build links, as a lockfile knows them. */
const TOOLKIT = /^node_modules\/(?:eslabon|@eslabon\/[^/]+)$/u;

/**
 * The toolkit that a folder has by its lockfile, and the Node that runs it, as something that packages are made with.
 *
 * @param node its version, without a `v`
 */
export async function toolkitResources(folder: string, node: string): Promise<readonly Resource[]> {
  const text = await readFile(join(folder, "package-lock.json"), "utf8").catch(() => "{}");
  const { packages = {} } = JSON.parse(text) as Lock;
  const toolkit = Object.entries(packages)
    .filter(([place]) => TOOLKIT.test(place))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([place, { name = place.slice("node_modules/".length), version = "0.0.0", integrity }]) =>
      packageResource(name, version, integrity),
    );
  return [...toolkit, { uri: `pkg:generic/node@${node}` }];
}

import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type Artifact,
  type Change,
  checkReport,
  type Link,
  type Reading,
  readPackage,
  writeArtifact,
  writeJson,
} from "@eslabon/link";
import type { Chain } from "@eslabon/chain";
import { MANIFEST_TYPE, writeBlob, writeLayout } from "@eslabon/oci";
import { writeFile } from "node:fs/promises";

/** What a tiny chain's `eslabon.config.ts` says: the folders of its links, and where their packages are. */
export interface TinyConfig {
  readonly links: Readonly<Record<string, string>>;
  readonly registry: string;
  /** Where the link “image” goes. */
  readonly oci?: string;
}

/** The packages that npm does not know. */
export const OCI = ["@tiny/image"];

/** A chain whose links are lists of rows: `rows.txt`. One with “broken” in it does not pass. */
export async function loadTinyChain(from: string): Promise<Chain> {
  const root = await findRoot(resolve(from));
  const file = pathToFileURL(join(root, "eslabon.config.ts")).href;
  const { default: config } = (await import(file)) as { default: TinyConfig };
  const links: Link[] = [];
  for (const [name, folder] of Object.entries(config.links))
    links.push(await tinyLink(name, join(root, folder)));
  return {
    name: "tiny",
    root,
    links,
    registries: { npm: resolve(root, config.registry), ...(config.oci !== undefined && { oci: config.oci }) },
    branches: { develop: "develop", release: "main" },
    environments: {},
  };
}

async function findRoot(folder: string): Promise<string> {
  if ((await readdir(folder)).includes("eslabon.config.ts")) return folder;
  if (folder === dirname(folder)) throw new Error("there is no chain");
  return findRoot(dirname(folder));
}

const READS: Readonly<Record<string, readonly Reading[]>> = {
  model: [{ link: "data", range: "exact" }],
  image: [
    { link: "model", range: "exact" },
    { link: "data", range: "exact" },
  ],
};

async function tinyLink(name: string, folder: string): Promise<Link> {
  const info = await readPackage(folder);
  return {
    name,
    folder,
    package: info,
    inputs: [],
    program: import.meta.url,
    ...(READS[name] && { reads: READS[name] }),
    build: async ({ upstream, out }): Promise<Artifact> => {
      const own = await readRows(folder);
      const read = upstream === "" ? [] : await readRows(upstream);
      return writeArtifact(out, async (empty) => {
        await writeJson(join(empty, "package.json"), { ...info, private: undefined });
        await writeFile(join(empty, "rows.txt"), `${[...read, ...own].join("\n")}\n`);
        await writeFile(join(empty, "VERSION"), `${info.version}\n`);
        if (name === "image") await writeTinyLayout(empty, info.version);
      });
    },
    check: async ({ artifact }) => {
      const broken = (await readRows(artifact)).filter((row) => row.includes("broken"));
      const detail = broken.length === 0 ? "all rows" : `broken: ${broken.join(", ")}`;
      return checkReport(name, [{ name: "rows", passed: broken.length === 0, detail }]);
    },
    stamp: async (artifact, version) => {
      await writeFile(join(artifact, "VERSION"), `${version}\n`);
      if (name === "image") await writeTinyLayout(artifact, version);
    },
    compare: async (released, next) => {
      const [before, after] = [await readRows(released), await readRows(next)];
      const added = after.filter((row) => !before.includes(row)).length;
      const removed = before.filter((row) => !after.includes(row)).length;
      const changes: Change[] = [];
      if (added > 0) changes.push({ what: `${added} rows added`, step: "minor" });
      if (removed > 0) changes.push({ what: `${removed} rows removed`, step: "major" });
      return changes;
    },
  };
}

/** An artifact whose one layer is its rows. */
async function writeTinyLayout(folder: string, version: string): Promise<void> {
  const layer = await writeBlob(folder, await readFile(join(folder, "rows.txt")), "text/plain");
  const config = await writeBlob(folder, Buffer.from(JSON.stringify({ version })), "application/json");
  await writeLayout(folder, { schemaVersion: 2, mediaType: MANIFEST_TYPE, config, layers: [layer] });
}

async function readRows(folder: string): Promise<readonly string[]> {
  return (await readFile(join(folder, "rows.txt"), "utf8")).trimEnd().split("\n");
}

import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Chain,
  openRegistry,
  type Registry,
  type Release,
  releaseLink,
  type ReleaseOptions,
} from "@eslabon/chain";
import { silent } from "@eslabon/link";
import { npm } from "../../src/registry/npm.ts";
import { commit, git, newFolder, newRepository, publish } from "../repository.ts";
import { loadTinyChain, OCI } from "./tiny-chain.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

/** Starts the toolkit's sources, as long as they are where they are. */
const BIN = `#!/usr/bin/env node
const { spawnSync } = require("node:child_process");
const args = ["--conditions=@eslabon/source", ${JSON.stringify(MAIN)}, ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { stdio: "inherit" }).status;
`;

/** A chain in git, with its registry and the repository that it is pushed to. */
export interface TinyProject {
  readonly root: string;
  readonly remote: string;
  readonly registry: Registry;
  readonly chain: () => Promise<Chain>;
  readonly release: (link: string, options?: Partial<ReleaseOptions>) => Promise<Release>;
  /** Commits the rows of a link. */
  readonly rows: (link: string, ...rows: string[]) => Promise<void>;
  /** Lets the model depend on a version of the data, and commits it. */
  readonly depend: (version: string) => Promise<void>;
  /** Lets the image depend on versions of what it reads, and commits it. */
  readonly dependImage: (versions: { readonly model: string; readonly data: string }) => Promise<void>;
  /** The tags of the repository, here or in another folder. */
  readonly tags: (folder?: string) => Promise<readonly string[]>;
  readonly published: (link: string) => Promise<readonly string[]>;
}

/** What npm needs once for all projects: the toolkit's package, and the lockfile with it. */
async function prepare(): Promise<{ readonly storage: string; readonly lock: string }> {
  const storage = join(await newFolder(), "registry");
  await using registry = await openRegistry({ npm: storage }, "@tiny");
  await publishToolkit(registry);
  const folder = await newFolder();
  await writeFile(join(folder, "package.json"), PACKAGE);
  await npm(folder, LOCK_ONLY, registry);
  return { storage, lock: await readFile(join(folder, "package-lock.json"), "utf8") };
}

/** The package by which a commit brings its eslabon. */
export async function publishToolkit(registry: Registry): Promise<void> {
  await publish(registry, "@tiny/toolkit", "1.0.0", {
    "package.json": { name: "@tiny/toolkit", version: "1.0.0", bin: { eslabon: "eslabon.cjs" } },
    "eslabon.cjs": BIN,
  });
}

const LOCK_ONLY = ["install", "--package-lock-only", "--omit-lockfile-registry-resolved"];
const PACKAGE = JSON.stringify({
  name: "tiny",
  private: true,
  type: "module",
  devDependencies: { eslabon: "npm:@tiny/toolkit@1.0.0" },
});

let prepared: ReturnType<typeof prepare> | undefined;

interface TinyOptions {
  /** The registry that it is given, in place of one of its own. */
  readonly registry?: Registry;
  /** Whether data has the repository to itself. */
  readonly own?: boolean;
  /** Where the link “image” goes, where there is to be one, which reads the model and the data. */
  readonly oci?: string;
}

/** A new project: data and model in one repository, or data in its own; nothing released. */
export async function tinyProject({
  registry: given,
  own = false,
  oci,
}: TinyOptions = {}): Promise<TinyProject> {
  prepared ??= prepare();
  const { storage, lock } = await prepared;
  const place = join(await newFolder(), "registry");
  await cp(storage, place, { recursive: true });
  const root = await newRepository();
  const remote = join(await newFolder(), "tiny.git");
  await git(root, "init", "--quiet", "--bare", "--initial-branch=main", remote);
  await git(root, "remote", "add", "origin", remote);
  const links = own ? { data: "." } : { data: "data", model: "model" };
  const config = { links: oci === undefined ? links : { ...links, image: "image" }, registry: place, oci };
  const folderOf = (link: string): string => (own ? "" : `${link}/`);
  await commit(root, "chore: begin", {
    "eslabon.config.ts": `export default ${JSON.stringify(config)};\n`,
    "package-lock.json": lock,
    ".gitignore": "node_modules/\nbuild/\n.eslabon/\n",
    ...(own
      ? { "package.json": { ...(JSON.parse(PACKAGE) as object), name: "@tiny/data", private: undefined } }
      : {
          "package.json": PACKAGE,
          "data/package.json": { name: "@tiny/data", version: "0.0.0", type: "module" },
          "model/package.json": { name: "@tiny/model", version: "0.0.0", type: "module" },
          "model/rows.txt": "weights\n",
        }),
    ...(oci !== undefined && {
      "image/package.json": { name: "@tiny/image", version: "0.0.0", type: "module" },
      "image/rows.txt": "image\n",
    }),
    [`${folderOf("data")}rows.txt`]: "one\ntwo\n",
  });
  const registry =
    given ?? (await openRegistry({ npm: place, ...(oci !== undefined && { oci }) }, "@tiny", OCI));
  const chain = (): Promise<Chain> => loadTinyChain(root);

  async function depend(link: string, dependencies: Readonly<Record<string, string>>): Promise<void> {
    const file = join(root, link, "package.json");
    const info = JSON.parse(await readFile(file, "utf8")) as object;
    await writeFile(file, JSON.stringify({ ...info, dependencies }));
    await npm(join(root, link), LOCK_ONLY, registry);
    await commit(root, `build(${link}): take ${Object.values(dependencies).join(" and ")}`, {});
  }

  return {
    root,
    remote,
    registry,
    chain,
    release: async (name, options = {}) => {
      const loaded = await chain();
      const link = loaded.links.find((each) => each.name === name)!;
      return releaseLink(loaded, link, { registry, progress: silent, ...options });
    },
    rows: (link, ...rows) =>
      commit(root, `feat(${link}): other rows`, { [`${folderOf(link)}rows.txt`]: `${rows.join("\n")}\n` }),
    depend: (version) => depend("model", { "@tiny/data": version }),
    dependImage: ({ model, data }) => depend("image", { "@tiny/model": model, "@tiny/data": data }),
    tags: async (folder = root) => (await git(folder, "tag")).split("\n").filter((tag) => tag !== ""),
    published: async (link) =>
      (await registry.versions(`@tiny/${link}`)).map(({ version }) => version).sort(),
  };
}

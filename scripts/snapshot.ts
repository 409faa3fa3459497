import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startEmbedded } from "@eslabon/chain";
import { digestFiles, digestText, listFiles } from "@eslabon/link";
import { extract } from "tar";

const run = promisify(execFile);
const REPOSITORY = join(import.meta.dirname, "..");

interface PackageJson {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** Where npm finds its packages: the ones here, and through it all others. */
export interface ToolkitRegistry extends AsyncDisposable {
  readonly url: string;
  /** The version of the toolkit's packages in it. */
  readonly version: string;
}

/**
 * Publishes the toolkit as it is in this work tree into an embedded registry, from which npm installs it as users do.
 *
 * @param storage the folder in which the registry keeps its packages
 */
export async function openToolkitRegistry(storage: string): Promise<ToolkitRegistry> {
  const uplink = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
  const registry = await startEmbedded({ storage, uplink });
  const { version, folders } = await buildSnapshot();
  for (const folder of folders) await publish(folder, registry.url);
  return { url: registry.url, version, [Symbol.asyncDispose]: registry.close };
}

async function publish(folder: string, url: string): Promise<void> {
  const token = `--${url.replace("http:", "")}:_authToken=none`;
  // Not synchronously: the registry is this process.
  const { stderr } = await run("npm", ["publish", folder, "--registry", url, token, "--tag", "latest"]).catch(
    (error: unknown) => error as { stderr: string },
  );
  if (stderr.includes("npm error") && !stderr.includes("previously published")) throw new Error(stderr);
}

/** The toolkit's packages as npm has to publish them: a folder for each, and the version that they share. */
interface Snapshot {
  readonly version: string;
  readonly folders: readonly string[];
}

/**
 * Builds the toolkit's packages as they are in this work tree, under a version by what is in them: `0.0.0-snapshot.h3f2a9c1d07be`.
 */
async function buildSnapshot(): Promise<Snapshot> {
  execFileSync("npm", ["run", "build"], { cwd: REPOSITORY, stdio: ["ignore", "ignore", "inherit"] });
  const out = mkdtempSync(join(tmpdir(), "eslabon-snapshot-"));
  const folders = [];
  for (const name of readdirSync(join(REPOSITORY, "packages"))) folders.push(await unpacked(name, out));
  const digests = [];
  for (const folder of folders) digests.push(await digestFiles(folder, await listFiles(folder)));
  const version = `0.0.0-snapshot.h${digestText(digests.join("\n")).slice("sha256:".length).slice(0, 12)}`;
  for (const folder of folders) stamp(folder, version);
  return { version, folders };
}

/** What npm would publish of a package. */
async function unpacked(name: string, out: string): Promise<string> {
  const packages = join(out, "archives");
  mkdirSync(packages, { recursive: true });
  const args = ["pack", "--silent", "--pack-destination", packages, join(REPOSITORY, "packages", name)];
  const archive = execFileSync("npm", args, { encoding: "utf8", cwd: out }).trim();
  const folder = join(out, name);
  mkdirSync(folder);
  await extract({ file: join(packages, archive), cwd: folder, strip: 1 });
  rmSync(packages, { recursive: true });
  return folder;
}

function stamp(folder: string, version: string): void {
  const file = join(folder, "package.json");
  const info = JSON.parse(readFileSync(file, "utf8")) as PackageJson;
  info.version = version;
  for (const needs of [info.dependencies ?? {}, info.peerDependencies ?? {}]) {
    for (const name of Object.keys(needs)) if (needs[name] === "0.0.0") needs[name] = version;
  }
  writeFileSync(file, `${JSON.stringify(info, null, 2)}\n`);
}

if (import.meta.main) {
  const storage = process.argv[2] ?? join(REPOSITORY, ".eslabon", "registry");
  await using registry = await openToolkitRegistry(storage);
  process.stdout.write(`eslabon@${registry.version} is in ${storage}\n`);
}

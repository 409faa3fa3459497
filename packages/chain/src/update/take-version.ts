import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Link, writeJson } from "@eslabon/link";
import type { Dependency } from "../dependency.ts";
import { releaseErrors } from "../errors.ts";
import { npm } from "../registry/npm.ts";
import type { Registry } from "../registry/registry.ts";

/** What npm writes when it installs something. */
const WRITTEN = ["package.json", "package-lock.json"];

/**
 * Lets a link depend on a version of the link that it reads, and installs it: its `package.json` asks for the version, or for all of the same
 * major version from there on, and its `package-lock.json` holds it. When npm fails both are as they were.
 *
 * @param dryRun only to see that it could be done
 * @throws EslabonError `REGISTRY_VERSION_ABSENT`, `NPM_FAILED`; and what asking the registry throws.
 */
export async function takeVersion(
  link: Link,
  dependency: Dependency,
  version: string,
  registry: Registry,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<void> {
  await refuseUnpublished(registry, dependency.package, version);
  if (dryRun) return;
  if (registry.isOci(dependency.package)) return nameArtifact(link.folder, dependency.package, version);
  const range = dependency.range === "exact" ? ["--save-exact"] : ["--save-exact=false", "--save-prefix=^"];
  const before = await Promise.all(WRITTEN.map((name) => readOptional(join(link.folder, name))));
  try {
    await npm(
      link.folder,
      // The registry's URL is a matter of configuration; an embedded one has another each time.
      ["install", `${dependency.package}@${version}`, ...range, "--omit-lockfile-registry-resolved"],
      registry,
    );
  } catch (error) {
    for (const [index, name] of WRITTEN.entries()) await restore(join(link.folder, name), before[index]);
    throw error;
  }
}

/** What npm cannot install, since it is an OCI artifact, `package.json` only names. */
async function nameArtifact(folder: string, name: string, version: string): Promise<void> {
  const file = join(folder, "package.json");
  const info = JSON.parse(await readFile(file, "utf8")) as { oci?: Record<string, string> };
  await writeJson(file, { ...info, oci: { ...info.oci, [name]: version } });
}

async function refuseUnpublished(registry: Registry, name: string, version: string): Promise<void> {
  const known = (await registry.versions(name)).map((published) => published.version);
  if (!known.includes(version)) throw releaseErrors.REGISTRY_VERSION_ABSENT(`${name}@${version}`, known);
}

function readOptional(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}

async function restore(file: string, content: string | undefined): Promise<void> {
  if (content === undefined) await rm(file, { force: true });
  else await writeFile(file, content);
}

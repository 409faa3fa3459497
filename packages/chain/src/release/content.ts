import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dependenciesOf, type Dependency, installedDependency, requestedRange } from "../dependency.ts";
import { type Link, type Progress, readPackage } from "@eslabon/link";
import type { Chain } from "../chain.ts";
import { releaseErrors } from "../errors.ts";
import type { Repository } from "../git/repository.ts";
import { readProvenance } from "../provenance/provenance.ts";
import { commitResource } from "../provenance/repository-resource.ts";
import { packageResource, type Resource } from "../provenance/resource.ts";
import { toolkitResources } from "../provenance/toolkit-resources.ts";
import type { Registry } from "../registry/registry.ts";
import type { Candidate } from "./candidate.ts";
import { buildAndCheck, openCleanRoom } from "./clean-room.ts";

/** What is released, before it has its version. */
export interface Content extends Disposable {
  readonly folder: string;
  /** What it was made from. */
  readonly dependencies: readonly Resource[];
}

interface ContentOptions {
  readonly repository: Repository;
  readonly commit: string;
  readonly registry: Registry;
  readonly progress: Progress;
}

/**
 * Builds and checks a link in a clean room.
 *
 * @throws EslabonError `RELEASE_CHECK_FAILED`; and as {@link openCleanRoom}.
 */
export async function buildContent(
  chain: Pick<Chain, "links">,
  link: Link,
  options: ContentOptions,
): Promise<Content> {
  const { repository, commit, registry, progress } = options;
  const room = await openCleanRoom(options);
  try {
    const folder = await buildAndCheck(room, link.name, commit, progress);
    const upstream = await upstreamResources(chain, { ...link, folder: room.folder }, registry);
    return {
      folder,
      dependencies: [
        await commitResource(repository.root, commit),
        ...upstream,
        ...(await toolkitResources(room.toolkit.folder, await room.toolkit.nodeVersion())),
      ],
      [Symbol.dispose]: () => room[Symbol.dispose](),
    };
  } catch (error) {
    room[Symbol.dispose]();
    throw error;
  }
}

/** The packages of the links that it reads: as they are installed, or, where npm cannot install them, as its `package.json` names them. */
async function upstreamResources(
  chain: Pick<Chain, "links">,
  link: Link,
  registry: Registry,
): Promise<readonly Resource[]> {
  const resources = [];
  for (const dependency of dependenciesOf(chain, link)) {
    const version = await versionOf(link, dependency, registry);
    const known = await registry.versions(dependency.package);
    const integrity = known.find((each) => each.version === version)?.integrity;
    resources.push(packageResource(dependency.package, version, integrity));
  }
  return resources;
}

async function versionOf(link: Link, dependency: Dependency, registry: Registry): Promise<string> {
  if (!registry.isOci(dependency.package)) {
    return (await readPackage(await installedDependency(link, dependency))).version;
  }
  const requested = requestedRange(
    await readFile(join(link.folder, "package.json"), "utf8"),
    dependency.package,
  );
  if (requested === undefined)
    throw releaseErrors.DEPENDENCY_ABSENT(link.name, dependency.link, dependency.package);
  return requested;
}

/** Takes the content of a candidate that was published, which has passed its checks. */
export async function takeContent(
  name: string,
  candidate: Candidate,
  registry: Registry,
  folder: string,
): Promise<Pick<Content, "folder" | "dependencies">> {
  await registry.fetch(name, candidate.version, folder);
  const { predicate } = await readProvenance(folder, `${name}@${candidate.version}`);
  return {
    folder,
    dependencies: [
      ...predicate.buildDefinition.resolvedDependencies,
      packageResource(name, candidate.version, candidate.integrity),
    ],
  };
}

import { type Link, scratchFolder } from "@eslabon/link";
import type { Branches } from "../chain.ts";
import { commitOf, type Repository, tagOf } from "../git/repository.ts";
import { commitIn, readProvenance } from "../provenance/provenance.ts";
import type { Registry } from "../registry/registry.ts";
import { branchesFor, branchOf } from "./branches.ts";
import { nextStep } from "./next-step.ts";
import { observe } from "./observe.ts";
import { distTagOf } from "./prepare.ts";
import type { ReleaseRecord } from "./record.ts";

/**
 * What remains of a release whose tag and package are there, when the branches do not have it everywhere: it was interrupted in a clone that
 * is gone. `undefined` when nothing remains, or when the package is not that of the tag's commit.
 */
export async function publishedRemains(
  link: Link,
  repository: Repository,
  { registry, version, branches }: { registry: Registry; version: string; branches: Branches },
): Promise<ReleaseRecord | undefined> {
  const { root } = repository;
  const tag = tagOf(repository, version);
  const commit = await commitOf(root, `refs/tags/${tag}`);
  const published = await registry.versions(link.package.name);
  const there = published.find((each) => each.version === version);
  if (commit === undefined || !there) return undefined;
  if ((await commitOfPackage(registry, link.package.name, version)) !== commit) return undefined;
  const record = {
    link: link.name,
    package: link.package.name,
    version,
    commit,
    tag,
    tagged: true,
    integrity: there.integrity,
    distTag: distTagOf(version, []),
    ...(await branchesFor(root, await branchOf(root, commit, branches, false), version, branches)),
  };
  const step = nextStep(record, await observe(root, record, registry));
  return step === undefined ? undefined : record;
}

/** The commit that a published package says that it was made from; `undefined` when it does not say. */
export async function commitOfPackage(
  registry: Registry,
  name: string,
  version: string,
): Promise<string | undefined> {
  using folder = await scratchFolder("release");
  await registry.fetch(name, version, folder.path);
  const provenance = await readProvenance(folder.path, `${name}@${version}`).catch(() => undefined);
  return provenance && commitIn(provenance);
}

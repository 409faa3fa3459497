import { join } from "node:path";
import {
  type Check,
  type CheckReport,
  checkReport,
  digestFile,
  type Link,
  type Progress,
  scratchFolder,
} from "@eslabon/link";
import { releaseErrors } from "../errors.ts";
import { commitOf, repositoryOf, tagOf, type Repository } from "../git/repository.ts";
import {
  commitIn,
  contentFiles,
  digestContent,
  type Provenance,
  readProvenance,
} from "../provenance/provenance.ts";
import { hexOf, isSame, packageOf, packageUrl, type Resource } from "../provenance/resource.ts";
import type { Registry } from "../registry/registry.ts";
import { scopeOf } from "../registry/scope.ts";
import { stampArtifact } from "../release/archive.ts";
import { buildLink, openCleanRoom, shortHash } from "../release/clean-room.ts";

export interface VerifyOptions {
  readonly registry: Registry;
  readonly version: string;
  readonly progress: Progress;
}

/**
 * Finds out whether a released package is what its provenance says: its own bytes, the packages that it was made from, and, above all, whether
 * its commit gives the same bytes again.
 *
 * @throws EslabonError `REGISTRY_VERSION_ABSENT`, `VERIFY_PROVENANCE_ABSENT`, `VERIFY_COMMIT_ABSENT`; and what git, npm and the build throw.
 */
export async function verifyRelease(link: Link, options: VerifyOptions): Promise<CheckReport> {
  const { registry, version, progress } = options;
  const { name } = link.package;
  const reference = `${name}@${version}`;
  const repository = await repositoryOf(link);
  using fetched = await scratchFolder("release");
  progress(`fetching ${reference}`);
  const { integrity } = await registry.fetch(name, version, fetched.path);
  const provenance = await readProvenance(fetched.path, reference);
  const commit = commitIn(provenance);
  if (commit === undefined) throw releaseErrors.VERIFY_PROVENANCE_ABSENT(reference, "it names no commit");
  if ((await commitOf(repository.root, commit)) === undefined) {
    throw releaseErrors.VERIFY_COMMIT_ABSENT(reference, commit);
  }
  return checkReport(link.name, [
    await checkSubject(provenance, reference, packageUrl(name, version, integrity), fetched.path),
    await checkTag(repository, version, commit),
    ...(await checkInputs(provenance, registry, scopeOf(name))),
    await checkRebuild(link, repository, commit, fetched.path, options),
  ]);
}

async function checkSubject(
  { subject }: Provenance,
  reference: string,
  url: string,
  folder: string,
): Promise<Check> {
  const digest = await digestContent(folder);
  const passed = subject.some((each) => each.name === url && each.digest.dirHash1 === digest);
  const stated = subject.map((each) => `${each.name} with ${each.digest.dirHash1}`).join(", ");
  return {
    name: "its files are those that its provenance is about",
    passed,
    detail: passed ? `${reference}, dirHash1 ${digest}` : `found ${digest}, it is about ${stated}`,
  };
}

async function checkTag(repository: Repository, version: string, commit: string): Promise<Check> {
  const tag = tagOf(repository, version);
  const tagged = await commitOf(repository.root, `refs/tags/${tag}`);
  const where = tagged === undefined ? "which is not here" : `which is on ${shortHash(tagged)}`;
  return {
    name: "its tag is on the commit that it was made from",
    passed: tagged === commit,
    detail: tagged === commit ? `${tag} on ${shortHash(commit)}` : `${tag}, ${where}; ${shortHash(commit)}`,
  };
}

/** The packages of the chain that it was made from; what npm installs from elsewhere its lockfile has checked. */
async function checkInputs(
  { predicate }: Provenance,
  registry: Registry,
  scope: string,
): Promise<readonly Check[]> {
  const checks = [];
  for (const { uri, digest } of predicate.buildDefinition.resolvedDependencies) {
    const input = packageOf(uri, scope);
    if (input?.name.startsWith(`${scope}/`)) checks.push(await checkInput(input, digest, registry));
  }
  return checks;
}

async function checkInput(
  { name, version }: { readonly name: string; readonly version: string },
  stated: Resource["digest"],
  registry: Registry,
): Promise<Check> {
  const known = await registry.versions(name);
  const there = known.find((each) => each.version === version);
  const [[kind, found] = []] = Object.entries((there && hexOf(there.integrity)) ?? {});
  return {
    name: `${name}@${version} is in the registry as it was then`,
    passed: there !== undefined && isSame(there.integrity, stated),
    detail: found === undefined ? "it is not there" : `${kind} ${shortHash(found)}…`,
  };
}

async function checkRebuild(
  link: Link,
  repository: Repository,
  commit: string,
  released: string,
  { registry, version, progress }: VerifyOptions,
): Promise<Check> {
  using room = await openCleanRoom({ repository, commit, registry, progress });
  progress("building it again");
  const folder = await buildLink(room, link.name);
  await stampArtifact(link, folder, version);
  const differing = await differingFiles(released, folder);
  const files = await contentFiles(released);
  return {
    name: "its commit gives the same files again",
    passed: differing.length === 0,
    detail:
      differing.length === 0
        ? `${files.length} files from ${shortHash(commit)}`
        : `different: ${differing.join(", ")}`,
    measured: { files: files.length, different: differing.length },
  };
}

/** The files that only one of two packages has, or that are not the same in both. */
async function differingFiles(one: string, other: string): Promise<readonly string[]> {
  const [ours, theirs] = [await digests(one), await digests(other)];
  const names = new Set([...ours.keys(), ...theirs.keys()]);
  return [...names].filter((name) => ours.get(name) !== theirs.get(name)).sort();
}

async function digests(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const file of await contentFiles(folder)) found.set(file, await digestFile(join(folder, file)));
  return found;
}

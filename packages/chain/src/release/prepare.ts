import { join } from "node:path";
import { type Link, type Progress, scratchFolder } from "@eslabon/link";
import type { Chain } from "../chain.ts";
import { releaseErrors } from "../errors.ts";
import { type Repository, tagOf } from "../git/repository.ts";
import { allowVersion } from "../plan/allow-version.ts";
import { gatherFacts } from "../plan/facts.ts";
import { planLink } from "../plan/plan-link.ts";
import type { LinkPlan } from "../plan/plan.ts";
import { writeProvenance } from "../provenance/provenance.ts";
import { finalOf, greatest, isCandidate } from "../version.ts";
import { packArtifact, stampArtifact } from "./archive.ts";
import { branchesFor, refuseUnmergeable } from "./branches.ts";
import { buildContent, type Content, takeContent } from "./content.ts";
import type { ReleaseRecord } from "./record.ts";
import { versionOf } from "./refuse-version.ts";
import { integrityOf } from "./integrity.ts";
import { findTarget, type Target, type TargetOptions } from "./target.ts";

export interface PrepareOptions extends TargetOptions {
  readonly progress: Progress;
  /** The folder in which the archive is made. */
  readonly folder: string;
}

/** A release that may be made. */
export interface Prepared {
  readonly record: ReleaseRecord;
  readonly archive: string;
  readonly plan: LinkPlan;
}

type ReleasedChain = Pick<Chain, "root" | "links" | "branches">;

/**
 * Does all of a release that changes nothing yet: builds and checks it, decides its version, packs it.
 *
 * @throws EslabonError whatever stands against the release.
 */
export async function prepareRelease(
  chain: ReleasedChain,
  link: Link,
  repository: Repository,
  options: PrepareOptions,
): Promise<Prepared> {
  const target = await findTarget(chain, link, repository, options);
  using content = await contentOf(chain, link, repository, target, options);
  const { plan, version } = await decideVersion(chain, link, repository, target, content.folder, options);
  const tag = tagOf(repository, version);
  const branches = await branchesFor(repository.root, target.branch, version, chain.branches);
  await refuseUnmergeable(repository.root, target.commit, tag, branches);

  const { name } = link.package;
  const archive = join(options.folder, "archive.tgz");
  await stampArtifact(link, content.folder, version);
  const { dependencies } = content;
  await writeProvenance(content.folder, { link: link.name, package: name, version, dependencies });
  await packArtifact(content.folder, archive);
  const published = await options.registry.versions(name);
  const distTag = distTagOf(
    version,
    published.map((each) => each.version),
  );
  const { commit, tagged } = target;
  const integrity = await integrityOf(content.folder, archive);
  const record = {
    link: link.name,
    package: name,
    version,
    commit,
    tag,
    tagged,
    integrity,
    distTag,
    ...branches,
  };
  return { record, archive, plan };
}

async function contentOf(
  chain: ReleasedChain,
  link: Link,
  repository: Repository,
  { commit, from }: Target,
  { registry, progress }: PrepareOptions,
): Promise<Content> {
  if (!from) return buildContent(chain, link, { repository, commit, registry, progress });
  progress(`taking the content of ${link.name} ${from.version}`);
  const folder = await scratchFolder("release");
  const content = await takeContent(link.package.name, from, registry, folder.path);
  return { ...content, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

/** The version that was asked for, when the changes allow it; otherwise what they call for. */
async function decideVersion(
  chain: ReleasedChain,
  link: Link,
  repository: Repository,
  { commit, version: wanted, tagged, candidate, from }: Target,
  artifact: string,
  { registry }: PrepareOptions,
): Promise<{ readonly plan: LinkPlan; readonly version: string }> {
  const facts = await gatherFacts(chain, link, {
    registry,
    commit,
    artifact,
    repository,
    ...(tagged && wanted !== undefined && { except: wanted }),
  });
  const plan = planLink(facts);
  if (plan.next === undefined) throw releaseErrors.RELEASE_NOTHING(link.name, plan.last!);
  const final = from ? finalOf(from.version) : plan.next;
  const version = versionOf(wanted ?? final, facts.taken, candidate);
  allowVersion(plan, version, facts.taken);
  return { plan, version };
}

/** What npm calls the newest: of candidates, of all releases, or, for a hotfix behind the newest release, of its own line. */
export function distTagOf(version: string, published: readonly string[]): string {
  if (isCandidate(version)) return "next";
  const newest = greatest([...published, version]);
  return newest === version ? "latest" : `latest-${version.replace(/\.\d+$/u, "")}`;
}

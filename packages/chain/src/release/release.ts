import { type Change, type Link, type Progress, scratchFolder } from "@eslabon/link";
import type { Chain } from "../chain.ts";
import { releaseErrors } from "../errors.ts";
import { fetchRemote, remoteUrl } from "../git/remote.ts";
import { commitOf, type Repository, repositoryOf } from "../git/repository.ts";
import type { Registry } from "../registry/registry.ts";
import { finalOf, isCandidate } from "../version.ts";
import { whileLocked } from "./lock.ts";
import type { ReleaseStep } from "./next-step.ts";
import { prepareRelease } from "./prepare.ts";
import { publishedRemains } from "./published.ts";
import { type Journal, openJournal, type ReleaseRecord } from "./record.ts";
import { runRelease, takeBack } from "./run.ts";

export interface ReleaseOptions {
  readonly registry: Registry;
  /** What the plan calls for unless given. */
  readonly version?: string;
  /** Whether a release candidate is wanted. */
  readonly candidate?: boolean;
  /** Whether a release that was interrupted is to be finished, and none begun. */
  readonly resume?: boolean;
  /** Whether everything is only to be prepared. */
  readonly dryRun?: boolean;
  readonly progress: Progress;
}

/** What a release was, or with `dryRun` would be. */
export interface Release extends Omit<ReleaseRecord, "tagged"> {
  /** What it consists of since the last one; absent where an interrupted one was finished. */
  readonly changes?: readonly Change[];
  /** What was done now. */
  readonly done: readonly ReleaseStep[];
}

type ReleasedChain = Pick<Chain, "root" | "links" | "branches">;

/**
 * Releases a link: what its commit makes in a clean room is checked, packed, and then, with its tag set, published and brought into the release
 * branch, here and in the remote repository. What was interrupted is finished when the same release is asked for again.
 *
 * @throws EslabonError `RELEASE_BUSY`, `RELEASE_UNFINISHED`, `RELEASE_NONE_BEGUN`; whatever stands against the release, while nothing is done; and as
 * {@link runRelease}.
 */
export async function releaseLink(
  chain: ReleasedChain,
  link: Link,
  options: ReleaseOptions,
): Promise<Release> {
  const repository = await repositoryOf(link);
  const { root } = repository;
  const journal = await openJournal(root, link.name);
  const run = (record: ReleaseRecord): Promise<readonly ReleaseStep[]> =>
    runRelease(record, { root, journal, registry: options.registry, progress: options.progress });
  return whileLocked(journal.folder, link.name, async () => {
    const begun = await journal.read();
    if (begun) {
      await refuseAnother(begun, root, options);
      return describe(begun, options.dryRun ? [] : await run(begun));
    }
    if (options.resume) throw releaseErrors.RELEASE_NONE_BEGUN(link.name);
    return begin(chain, link, repository, journal, options, run);
  });
}

async function begin(
  chain: ReleasedChain,
  link: Link,
  repository: Repository,
  journal: Journal,
  options: ReleaseOptions,
  run: (record: ReleaseRecord) => Promise<readonly ReleaseStep[]>,
): Promise<Release> {
  const { registry, version, candidate = false, dryRun = false, progress } = options;
  if ((await remoteUrl(repository.root)) !== undefined) await fetchRemote(repository.root);
  if (version !== undefined) {
    const { branches } = chain;
    const remains = await publishedRemains(link, repository, { registry, version, branches });
    if (remains) return describe(remains, dryRun ? [] : await run(remains));
  }
  using scratch = await scratchFolder("release");
  const folder = scratch.path;
  const prepared = await prepareRelease(chain, link, repository, {
    registry,
    version,
    candidate,
    progress,
    folder,
  });
  const { record, archive, plan } = prepared;
  if (dryRun) return { ...describe(record, []), changes: plan.changes };
  await journal.write(record, archive);
  return { ...describe(record, await run(record)), changes: plan.changes };
}

/** The same release asked for again is not another one. */
async function refuseAnother(begun: ReleaseRecord, root: string, options: ReleaseOptions): Promise<void> {
  const same =
    options.version === undefined ? await isAskedAgain(begun, root, options) : isNamed(begun, options);
  if (!same) throw releaseErrors.RELEASE_UNFINISHED(begun.link, `${begun.link} ${begun.version}`);
}

/** Without a version, the same commit asks for the same one. */
async function isAskedAgain(
  begun: ReleaseRecord,
  root: string,
  { candidate = false, resume = false }: ReleaseOptions,
): Promise<boolean> {
  if (resume) return true;
  return candidate === isCandidate(begun.version) && (await commitOf(root, "HEAD")) === begun.commit;
}

function isNamed(
  { version }: ReleaseRecord,
  { version: wanted, candidate = false }: ReleaseOptions,
): boolean {
  return wanted === version || (candidate && isCandidate(version) && wanted === finalOf(version));
}

/**
 * Gives up a release that has begun, while nothing of it is published.
 *
 * @returns what it was
 * @throws EslabonError `RELEASE_NONE_BEGUN`, `RELEASE_PUBLISHED`, `RELEASE_BUSY`.
 */
export async function abortRelease(link: Link, registry: Registry): Promise<Release> {
  const { root } = await repositoryOf(link);
  const journal = await openJournal(root, link.name);
  return whileLocked(journal.folder, link.name, async () => {
    const begun = await journal.read();
    if (!begun) throw releaseErrors.RELEASE_NONE_BEGUN(link.name);
    const published = await registry.versions(begun.package);
    const there = published.find(({ version }) => version === begun.version);
    if (there?.integrity === begun.integrity) {
      throw releaseErrors.RELEASE_PUBLISHED(link.name, `${begun.link} ${begun.version}`);
    }
    await takeBack(begun, { root, journal });
    return describe(begun, []);
  });
}

function describe(record: ReleaseRecord, done: readonly ReleaseStep[]): Release {
  const { link, package: name, version, commit, tag, integrity, distTag, branch, into } = record;
  return { link, package: name, version, commit, tag, integrity, distTag, branch, into, done };
}

import { isBefore } from "../git/merge.ts";
import { fetchRemote, remoteBranch, remoteTag, remoteUrl } from "../git/remote.ts";
import { commitOf } from "../git/repository.ts";
import type { Registry } from "../registry/registry.ts";
import { isCandidate } from "../version.ts";
import type { Observed } from "./next-step.ts";
import type { ReleaseRecord } from "./record.ts";

/** Looks how far a release is. */
export async function observe(root: string, record: ReleaseRecord, registry: Registry): Promise<Observed> {
  const versions = await registry.versions(record.package);
  const remote = (await remoteUrl(root)) !== undefined;
  if (remote) await fetchRemote(root);
  const tag = remote ? await remoteTag(root, record.tag) : undefined;
  return {
    tag: await commitOf(root, `refs/tags/${record.tag}`),
    remoteTag: tag,
    published: versions.find(({ version }) => version === record.version)?.integrity,
    lacking: await filter(record.into, (branch) => lacks(root, branch, record.commit)),
    unpushed: remote ? await unpushedReferences(root, record, tag !== undefined) : [],
  };
}

/** A branch lacks what the remote one has only where it has to be pushed. */
async function lacks(root: string, branch: string, commit: string): Promise<boolean> {
  const tip = await commitOf(root, `refs/heads/${branch}`);
  const remote = await remoteBranch(root, branch);
  if (remote !== undefined && (await isBefore(root, commit, remote))) return false;
  if (tip === undefined || !(await isBefore(root, commit, tip))) return true;
  return remote !== undefined && !(await isBefore(root, remote, tip));
}

/** What the remote repository lacks of a release, as what `git push` is to be given. */
async function unpushedReferences(
  root: string,
  record: ReleaseRecord,
  tagged: boolean,
): Promise<readonly string[]> {
  const { commit, tag, branch, into } = record;
  const missing = (name: string): Promise<boolean> => remoteLacks(root, name, commit);
  const branches = await filter(into, missing);
  const references = branches.map((name) => `refs/heads/${name}:refs/heads/${name}`);
  // What has been committed on the branch since is not part of the release.
  if (keepsBranch(record) && (await missing(branch))) references.push(`${commit}:refs/heads/${branch}`);
  return tagged ? references : [...references, `refs/tags/${tag}:refs/tags/${tag}`];
}

async function remoteLacks(root: string, branch: string, commit: string): Promise<boolean> {
  const tip = await remoteBranch(root, branch);
  return tip === undefined || !(await isBefore(root, commit, tip));
}

/** A hotfix's branch ends with its release, since its commits are in the others then. */
function keepsBranch({ branch, version }: ReleaseRecord): boolean {
  return !branch.startsWith("hotfix/") || isCandidate(version);
}

async function filter(
  names: readonly string[],
  holds: (name: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const kept = [];
  for (const name of names) if (await holds(name)) kept.push(name);
  return kept;
}

import { releaseErrors } from "../errors.ts";
import type { ReleaseRecord } from "./record.ts";

/** What a release does, in this order. */
export type ReleaseStep = "tag" | "publish" | "merge" | "push";

/** How far a release is, by what git and the registry hold. */
export interface Observed {
  /** The commit of its tag here. */
  readonly tag: string | undefined;
  /** The integrity of its version in the registry. */
  readonly published: string | undefined;
  /** The commit of its tag in the remote repository. */
  readonly remoteTag: string | undefined;
  /** The branches that still lack its commit, of those that it is brought into, or what the remote one of that name has. */
  readonly lacking: readonly string[];
  /** What the remote repository still lacks; empty when there is no remote one. */
  readonly unpushed: readonly string[];
}

/**
 * What has to be done next for a release; `undefined` when it is done.
 *
 * @throws EslabonError `RELEASE_CONFLICT` when tag or version belong to something else.
 */
export function nextStep(record: ReleaseRecord, observed: Observed): ReleaseStep | undefined {
  const reference = `${record.link} ${record.version}`;
  const { tag, remoteTag, published, lacking, unpushed } = observed;
  const other = [tag, remoteTag].find((each) => each !== undefined && each !== record.commit);
  if (other !== undefined) {
    const what = `the tag ${record.tag} is on commit ${other}, and not on ${record.commit}`;
    throw releaseErrors.RELEASE_CONFLICT(reference, what);
  }
  if (published !== undefined && published !== record.integrity) {
    throw releaseErrors.RELEASE_CONFLICT(reference, "the registry has other bytes under that version");
  }
  if (tag === undefined) return "tag";
  if (published === undefined) return "publish";
  if (lacking.length > 0) return "merge";
  return unpushed.length > 0 ? "push" : undefined;
}

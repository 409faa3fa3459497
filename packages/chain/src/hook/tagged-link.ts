import type { Link } from "@eslabon/link";
import type { Chain } from "../chain.ts";
import { type Release, releaseLink, type ReleaseOptions } from "../release/release.ts";
import { type Repository, repositoryOf } from "../git/repository.ts";

/** The release that a tag is for. */
export interface TaggedLink {
  readonly link: Link;
  readonly repository: Repository;
  /** What stands behind the prefix; it need not be a version. */
  readonly version: string;
}

/** Which link's release a tag is for, by where the links are kept; `undefined` when it is for none. */
export async function taggedLink(chain: Pick<Chain, "links">, tag: string): Promise<TaggedLink | undefined> {
  for (const link of chain.links) {
    const repository = await repositoryOf(link);
    const { tagPrefix } = repository;
    if (tag.startsWith(tagPrefix)) return { link, repository, version: tag.slice(tagPrefix.length) };
  }
  return undefined;
}

/**
 * Delivers the release of a tag that is there, if it is one.
 *
 * @throws EslabonError as {@link releaseLink}.
 */
export async function deliverTag(
  chain: Pick<Chain, "root" | "links" | "branches">,
  tag: string,
  options: Pick<ReleaseOptions, "registry" | "progress">,
): Promise<Release | undefined> {
  const tagged = await taggedLink(chain, tag);
  return tagged && releaseLink(chain, tagged.link, { ...options, version: tagged.version });
}

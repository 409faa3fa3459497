import { realpath } from "node:fs/promises";
import { relative, sep } from "node:path";
import type { Link } from "@eslabon/link";
import semver from "semver";
import { releaseErrors } from "../errors.ts";
import { git, tryGit } from "./git.ts";

/** Where a link is kept. */
export interface Repository {
  /** Its top folder. */
  readonly root: string;
  /** The link's folder in it, with `/` between its parts; empty when the repository is the link's own. */
  readonly path: string;
  /** What stands before the version in its tags: `data@` where links share a repository, `v` where a link has its own. */
  readonly tagPrefix: string;
}

/** @throws EslabonError `GIT_ABSENT`. */
export async function repositoryOf(link: Pick<Link, "name" | "folder">): Promise<Repository> {
  const root = await tryGit(link.folder, ["rev-parse", "--show-toplevel"]);
  if (root === undefined) throw releaseErrors.GIT_ABSENT(link.folder);
  const path = relative(await realpath(root), await realpath(link.folder))
    .split(sep)
    .join("/");
  return { root, path, tagPrefix: path === "" ? "v" : `${link.name}@` };
}

export function tagOf({ tagPrefix }: Repository, version: string): string {
  return tagPrefix + version;
}

/**
 * The versions that a link has tags for. Tags that only begin as those of releases do, `v2024`, are none.
 *
 * @param merged only those whose commit is this one or one before it
 */
export async function taggedVersions(
  { root, tagPrefix }: Repository,
  merged?: string,
): Promise<readonly string[]> {
  const tags = await git(root, [
    "tag",
    "--list",
    `${tagPrefix}[0-9]*`,
    ...(merged === undefined ? [] : ["--merged", merged]),
  ]);
  return tags
    .split("\n")
    .map((tag) => tag.slice(tagPrefix.length))
    .filter((version) => semver.valid(version) === version);
}

/** The full hash of the commit that a branch, a tag or `HEAD` names; `undefined` when there is none. */
export async function commitOf(root: string, name: string): Promise<string | undefined> {
  return tryGit(root, ["rev-parse", "--verify", "--quiet", `${name}^{commit}`]);
}

/** The branch that is checked out; `undefined` when a commit is. */
export async function currentBranch(root: string): Promise<string | undefined> {
  return tryGit(root, ["symbolic-ref", "--quiet", "--short", "HEAD"]);
}

/** A file as it was in a commit; `undefined` when it was not there. */
export async function fileAt(root: string, commit: string, path: string): Promise<string | undefined> {
  return tryGit(root, ["show", `${commit}:${path}`]);
}

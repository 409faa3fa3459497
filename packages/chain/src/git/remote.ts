import { git, tryGit } from "./git.ts";
import { commitOf } from "./repository.ts";

/** The remote repository that releases are pushed to, by git's own name for it. */
const ORIGIN = "origin";

/** The URL of the remote repository; `undefined` when there is none. */
export async function remoteUrl(root: string): Promise<string | undefined> {
  return tryGit(root, ["remote", "get-url", ORIGIN]);
}

/** Brings its branches, and the tags on them, into what is known here of it. */
export async function fetchRemote(root: string): Promise<void> {
  await git(root, ["fetch", "--quiet", ORIGIN]);
}

/** The commit of one of its branches, as of the last fetch. */
export async function remoteBranch(root: string, branch: string): Promise<string | undefined> {
  return commitOf(root, `refs/remotes/${ORIGIN}/${branch}`);
}

/** The commit of one of its tags, as of now; `undefined` when it has no such tag. */
export async function remoteTag(root: string, tag: string): Promise<string | undefined> {
  const ref = `refs/tags/${tag}`;
  const lines = (await git(root, ["ls-remote", ORIGIN, ref, `${ref}^{}`])).split("\n");
  // Of a tag with a message there are two lines: its own, and the commit's behind it.
  const [commit] = /^[0-9a-f]+/u.exec(lines.at(-1)!) ?? [];
  return commit;
}

/** Pushes all of the references, `from:to`, or none. */
export async function pushAtomically(root: string, references: readonly string[]): Promise<void> {
  await git(root, ["push", "--quiet", "--atomic", ORIGIN, ...references]);
}

import { dirname } from "node:path";
import { git, tryGit } from "../git/git.ts";
import { isBefore } from "../git/merge.ts";

/** A reference that a push sets, as git tells its hooks: a hash of zeros where there was or will be none. */
export interface Pushed {
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** `refs/tags/data@1.1.0` */
  readonly reference: string;
}

/** The lines that git writes to the standard input of `pre-receive` and `post-receive`. */
export function parsePushed(input: string): readonly Pushed[] {
  return input
    .split("\n")
    .map((line) => line.split(" "))
    .filter((parts) => parts.length >= 3)
    .map(([before = "", after = "", ...reference]) => ({
      before: hash(before),
      after: hash(after),
      reference: reference.join(" "),
    }));
}

function hash(text: string): string | undefined {
  return /^0+$/u.test(text) ? undefined : text;
}

/** What may be the tag of a release: `data@1.1.0`, `v1.1.0`. Which it is only the chain's configuration tells. */
const TAG = /^refs\/tags\/(?<tag>(?:[^/@]+@|v)\d.*)$/u;

/** The name of a tag that may be that of a release. */
export function releaseTagOf({ reference }: Pushed): string | undefined {
  return TAG.exec(reference)?.groups?.tag;
}

/** The folder of the chain in a commit; `undefined` when there is none. */
export async function chainFolder(root: string, commit: string): Promise<string | undefined> {
  const names = await git(root, ["ls-tree", "-r", "-z", "--name-only", commit]);
  const folders = names
    .split("\0")
    .filter((name) => /(?:^|\/)eslabon\.config\.ts$/u.test(name))
    .map((name) => dirname(name));
  return folders.toSorted((one, other) => one.length - other.length)[0];
}

/** The branches that have a commit once all that is pushed is there. */
export async function branchesAfter(
  root: string,
  pushed: readonly Pushed[],
  commit: string,
): Promise<readonly string[]> {
  const listed = await git(root, ["for-each-ref", "--format=%(refname) %(objectname)", "refs/heads"]);
  const tips = new Map(listed.split("\n").map((line) => line.split(" ") as [string, string]));
  for (const { reference, after } of pushed) {
    if (after === undefined) tips.delete(reference);
    else if (reference.startsWith("refs/heads/")) tips.set(reference, after);
  }
  const names = [];
  for (const [reference, tip] of tips) {
    if (reference !== "" && (await isBefore(root, commit, tip)))
      names.push(reference.slice("refs/heads/".length));
  }
  return names;
}

/** The commit that a tag's object leads to; `undefined` when it leads to something else. */
export async function commitBehind(root: string, object: string): Promise<string | undefined> {
  return tryGit(root, ["rev-parse", "--verify", "--quiet", `${object}^{commit}`]);
}

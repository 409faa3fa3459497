import { git } from "../git/git.ts";
import { remoteUrl } from "../git/remote.ts";
import type { Resource } from "./resource.ts";

/**
 * A commit as something that a package was made from. Its repository is named by the URL of the remote one, without what that says of a user; by
 * its first commit where the remote one is a folder or there is none, since folders are different for everybody.
 */
export async function commitResource(root: string, commit: string): Promise<Resource> {
  return { uri: await repositoryUri(root), digest: { gitCommit: commit } };
}

async function repositoryUri(root: string): Promise<string> {
  const url = publicUrl((await remoteUrl(root)) ?? "");
  if (url !== undefined) return `git+${url}`;
  const [first = ""] = (await git(root, ["rev-list", "--max-parents=0", "HEAD"])).split("\n").sort();
  return `git+urn:git:${first}`;
}

/** `undefined` for a folder. */
function publicUrl(remote: string): string | undefined {
  // git@example.com:hogar/hogar.git
  const [, host, path] = /^(?:[^@/:]+@)?([^/:]{2,}):(?!\/\/)(.+)$/u.exec(remote) ?? [];
  if (host !== undefined && path !== undefined) return `ssh://${host}/${path.replace(/^\/+/u, "")}`;
  if (!/^(?:https?|ssh|git):\/\//u.test(remote)) return undefined;
  const url = new URL(remote);
  url.username = "";
  url.password = "";
  return url.href;
}

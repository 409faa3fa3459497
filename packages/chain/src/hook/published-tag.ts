import { fileAt } from "../git/repository.ts";
import { git } from "../git/git.ts";
import type { Registry } from "../registry/registry.ts";
import { commitOfPackage } from "../release/published.ts";

/**
 * Whether the registry has the release of a tag from the tag's commit: who releases publishes first and pushes then, and has had it checked.
 *
 * @param scope that of the chain's packages, with its at sign
 */
export async function isPublishedTag(
  root: string,
  tag: string,
  commit: string,
  scope: string,
  registry: Registry,
): Promise<boolean> {
  const { link, version } = /^(?:(?<link>[^@]+)@|v)(?<version>.*)$/u.exec(tag)?.groups ?? {};
  for (const name of await packagesAt(root, commit, scope)) {
    if (version === undefined || (link !== undefined && name !== `${scope}/${link}`)) continue;
    const versions = await registry.versions(name);
    if (!versions.some((each) => each.version === version)) continue;
    if ((await commitOfPackage(registry, name, version)) === commit) return true;
  }
  return false;
}

/** The names of a scope's packages that a commit has the sources of. */
async function packagesAt(root: string, commit: string, scope: string): Promise<readonly string[]> {
  const listed = await git(root, ["ls-tree", "-r", "-z", "--name-only", commit]);
  const files = listed.split("\0").filter((file) => /(?:^|\/)package\.json$/u.test(file));
  const names = [];
  for (const file of files) names.push(nameIn((await fileAt(root, commit, file)) ?? "{}"));
  return names.filter((name) => name.startsWith(`${scope}/`));
}

function nameIn(text: string): string {
  try {
    return (JSON.parse(text) as { name?: string }).name ?? "";
  } catch {
    return "";
  }
}

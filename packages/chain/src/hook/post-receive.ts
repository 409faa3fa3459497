import { join } from "node:path";
import { type Progress, scratchFolder } from "@eslabon/link";
import { git } from "../git/git.ts";
import type { Registry } from "../registry/registry.ts";
import { foldersTo, installLocked, roomIn } from "../release/clean-room.ts";
import { isPublishedTag } from "./published-tag.ts";
import type { HookOptions } from "./pre-receive.ts";
import { chainFolder, commitBehind, parsePushed, releaseTagOf } from "./pushed.ts";

/**
 * Delivers the releases whose tags have landed, each from a clone of its own, and brings them into the release branch.
 *
 * @throws EslabonError as `releaseLink` for the first that cannot be delivered; its tag stays, and can be delivered by hand.
 */
export async function postReceive(options: HookOptions): Promise<void> {
  const landed = parsePushed(options.input).filter(
    (each) => releaseTagOf(each) !== undefined && each.before === undefined,
  );
  if (landed.length === 0) return;
  await using registry = await options.open();
  for (const each of landed) {
    const commit = await commitBehind(options.root, each.after!);
    const folder = commit && (await chainFolder(options.root, commit));
    if (folder === undefined || commit === undefined) continue;
    const tag = releaseTagOf(each)!;
    const published = await isPublishedTag(options.root, tag, commit, options.scope, registry);
    if (!published) await deliver(tag, commit, folder, registry, options);
  }
}

async function deliver(
  tag: string,
  commit: string,
  folder: string,
  registry: Registry,
  { root, place, progress: say }: HookOptions,
): Promise<void> {
  using temporary = await scratchFolder("release");
  const clone = join(temporary.path, "clone");
  const progress: Progress = (message) => say(`${tag}: ${message}`);
  progress("delivering it");
  await git(root, ["clone", "--quiet", root, clone], NO_REPOSITORY);
  await git(clone, ["checkout", "--quiet", "--detach", commit], NO_REPOSITORY);
  // Merges into the release branch are made in the name of who has tagged.
  const [name = "", email = ""] = (
    await git(clone, ["log", "-1", "--format=%cn%n%ce", commit], NO_REPOSITORY)
  ).split("\n");
  await git(clone, ["config", "user.name", name], NO_REPOSITORY);
  await git(clone, ["config", "user.email", email], NO_REPOSITORY);
  await installLocked(clone, foldersTo(folder), { registry, progress });
  const { toolkit } = await roomIn(clone, folder, commit);
  await toolkit.run(["hook", "deliver-tag", tag, "--registry", place, "--json"], { said: process.stderr });
}

/** What git sets for its hooks names the repository that is pushed to, and no other. */
const NO_REPOSITORY = { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_QUARANTINE_PATH: undefined };

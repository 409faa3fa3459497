import { join } from "node:path";
import { git } from "../git/git.ts";
import { installLocked, roomIn } from "../release/clean-room.ts";
import { temporaryFolder } from "../release/temporary-folder.ts";
import type { HookOptions } from "./pre-receive.ts";
import { chainFolder, commitBehind, parsePushed, releaseTagOf } from "./pushed.ts";

/**
 * Delivers the releases whose tags have landed, each from a clone of its own, and brings them into the release branch.
 *
 * @throws EslabonError as `releaseLink` for the first that cannot be delivered; its tag stays, and can be delivered by hand.
 */
export async function postReceive(options: HookOptions): Promise<void> {
  for (const each of parsePushed(options.input)) {
    const tag = releaseTagOf(each);
    if (tag === undefined || each.before !== undefined || each.after === undefined) continue;
    const commit = await commitBehind(options.root, each.after);
    const folder = commit && (await chainFolder(options.root, commit));
    if (folder !== undefined && commit !== undefined) await deliver(tag, commit, folder, options);
  }
}

async function deliver(
  tag: string,
  commit: string,
  folder: string,
  { root, registry, place, progress }: HookOptions,
): Promise<void> {
  using temporary = await temporaryFolder();
  const clone = join(temporary.path, "clone");
  progress(`${tag}: delivering it`);
  await git(root, ["clone", "--quiet", root, clone], NO_REPOSITORY);
  await git(clone, ["checkout", "--quiet", "--detach", commit], NO_REPOSITORY);
  // Merges into the release branch are made in the name of who has tagged.
  const [name = "", email = ""] = (
    await git(clone, ["log", "-1", "--format=%cn%n%ce", commit], NO_REPOSITORY)
  ).split("\n");
  await git(clone, ["config", "user.name", name], NO_REPOSITORY);
  await git(clone, ["config", "user.email", email], NO_REPOSITORY);
  await installLocked(clone, [".", folder], { registry, progress });
  const { toolkit } = await roomIn(clone, folder, commit);
  await toolkit.run(["hook", "deliver-tag", tag, "--registry", place, "--json"], { said: process.stderr });
}

/** What git sets for its hooks names the repository that is pushed to, and no other. */
const NO_REPOSITORY = { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_QUARANTINE_PATH: undefined };

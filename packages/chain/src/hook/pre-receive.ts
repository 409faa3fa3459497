import { resolve } from "node:path";
import { type Progress, scratchFolder } from "@eslabon/link";
import { exportCommit } from "../git/export.ts";
import type { Registry } from "../registry/registry.ts";
import { foldersTo, installLocked, roomIn, shortHash } from "../release/clean-room.ts";
import { isPublishedTag } from "./published-tag.ts";
import {
  branchesAfter,
  chainFolder,
  commitBehind,
  parsePushed,
  type Pushed,
  releaseTagOf,
} from "./pushed.ts";

export interface HookOptions {
  /** The bare repository. */
  readonly root: string;
  /** What git writes to the hook's standard input. */
  readonly input: string;
  /** Opens the registry, when there is something to do. */
  readonly open: () => Promise<Registry>;
  /** The registry as a chain's configuration would name it: a URL, or an absolute folder. */
  readonly place: string;
  /** The scope of the chain's packages, with its at sign. */
  readonly scope: string;
  readonly progress: Progress;
}

/**
 * Decides whether a push may land: its tags of releases are checked by the toolkit of their own commits; all else passes.
 *
 * @throws EslabonError as `checkTag` for the first tag that is refused.
 */
export async function preReceive(options: HookOptions): Promise<void> {
  const pushed = parsePushed(options.input);
  const tags = pushed.filter((each) => releaseTagOf(each) !== undefined);
  if (tags.length === 0) return;
  await using registry = await options.open();
  for (const each of tags) await checkPushed(releaseTagOf(each)!, each, pushed, registry, options);
}

async function checkPushed(
  tag: string,
  { before, after }: Pushed,
  pushed: readonly Pushed[],
  registry: Registry,
  { root, place, scope, progress: say }: HookOptions,
): Promise<void> {
  const commit = await commitBehind(root, (before ?? after)!);
  const folder = commit && (await chainFolder(root, commit));
  if (commit === undefined || folder === undefined) return;
  if (before === undefined && (await isPublishedTag(root, tag, commit, scope, registry))) return;
  const branches = await branchesAfter(root, pushed, commit);
  using room = await scratchFolder("release");
  const progress: Progress = (message) => say(`${tag}: ${message}`);
  progress(`exporting commit ${shortHash(commit)}`);
  await exportCommit(root, commit, room.path);
  await installLocked(room.path, foldersTo(folder), { registry, progress });
  const { toolkit } = await roomIn(room.path, folder, commit);
  const fixed = before === undefined ? [] : ["--fixed"];
  const args = [
    "hook",
    "check-tag",
    tag,
    commit,
    "--registry",
    place,
    "--branches",
    branches.join(","),
    ...fixed,
    "--json",
  ];
  // What is pushed is in quarantine: git sees it only by the variables that it has set for the hook.
  const env = { ...gitVariables(), GIT_DIR: resolve(root), GIT_WORK_TREE: room.path };
  await toolkit.run(args, { env, said: process.stderr });
}

function gitVariables(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("GIT_")));
}

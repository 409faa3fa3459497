import { join } from "node:path";
import {
  type Check,
  type CheckReport,
  EslabonError,
  exists,
  type Progress,
  scratchFolder,
} from "@eslabon/link";
import { releaseErrors } from "../errors.ts";
import { exportCommit } from "../git/export.ts";
import { git } from "../git/git.ts";
import type { Repository } from "../git/repository.ts";
import { npm } from "../registry/npm.ts";
import type { Registry } from "../registry/registry.ts";
import { findToolkit, type Toolkit } from "./toolkit.ts";

/** A commit's files in a folder of their own, with what their lockfiles name and nothing else. */
export interface Room {
  /** Where the commit's files are. */
  readonly top: string;
  /** The folder in which the toolkit works: a link's. */
  readonly folder: string;
  readonly toolkit: Toolkit;
  /** What the toolkit works with: the registry of the chain's packages, and the time of the commit as that of all that is made. */
  readonly env: NodeJS.ProcessEnv;
}

export interface CleanRoom extends Room, Disposable {}

export interface RoomOptions {
  readonly repository: Pick<Repository, "root" | "path">;
  readonly commit: string;
  readonly registry: Pick<Registry, "npmEnvironment" | "oci">;
  readonly progress: Progress;
}

/**
 * Exports a commit and installs in it what its lockfiles name: that of the link's folder, and those of the folders above it.
 *
 * @throws EslabonError `GIT_FAILED`, `NPM_FAILED`, `RELEASE_TOOLKIT_ABSENT`.
 */
export async function openCleanRoom(options: RoomOptions): Promise<CleanRoom> {
  const { repository, commit, progress } = options;
  const temporary = await scratchFolder("release");
  try {
    progress(`exporting commit ${shortHash(commit)}`);
    await exportCommit(repository.root, commit, temporary.path);
    await installLocked(temporary.path, foldersTo(repository.path), options);
    const env = await roomEnvironment(options);
    const room = await roomIn(temporary.path, repository.path, commit, env);
    return { ...room, [Symbol.dispose]: () => temporary[Symbol.dispose]() };
  } catch (error) {
    temporary[Symbol.dispose]();
    throw error;
  }
}

/** A folder of a repository and those above it, from the top on: `.`, `examples`, `examples/hogar`. */
export function foldersTo(path: string): readonly string[] {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return [".", ...parts.map((_, index) => parts.slice(0, index + 1).join("/"))];
}

/**
 * Installs what lockfiles name, where there are some.
 *
 * @param places their folders, relative to the top
 */
export async function installLocked(
  top: string,
  places: readonly string[],
  { registry, progress }: Pick<RoomOptions, "registry" | "progress">,
): Promise<void> {
  for (const place of places) {
    if (!(await exists(join(top, place, "package-lock.json")))) continue;
    progress(`installing what ${join(place, "package-lock.json")} names`);
    await npm(join(top, place), ["ci"], registry);
  }
}

/**
 * A commit's files in which everything is installed.
 *
 * @throws EslabonError `RELEASE_TOOLKIT_ABSENT`.
 */
export async function roomIn(
  top: string,
  path: string,
  commit: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Room> {
  const folder = join(top, path);
  const toolkit = await findToolkit(top, folder);
  if (!toolkit) throw releaseErrors.RELEASE_TOOLKIT_ABSENT(shortHash(commit), path || ".");
  return { top, folder, toolkit, env };
}

/**
 * What is made of a commit is as old as the commit, whenever it is made: https://reproducible-builds.org/specs/source-date-epoch/. The commit itself is
 * for what says where it comes from.
 */
export async function roomEnvironment({
  repository,
  commit,
  registry,
}: Pick<RoomOptions, "repository" | "commit" | "registry">): Promise<NodeJS.ProcessEnv> {
  const epoch = await git(repository.root, ["show", "--no-patch", "--format=%ct", commit]);
  // What the configuration says is relative to a folder that is another one here.
  const oci = registry.oci === undefined ? {} : { ESLABON_OCI: registry.oci };
  return { ...registry.npmEnvironment, ...oci, SOURCE_DATE_EPOCH: epoch, ESLABON_COMMIT: commit };
}

/** What the toolkit prints of each link that it has made. */
interface Made {
  readonly link: string;
  readonly folder: string;
}

/**
 * Makes a link's artifact in a clean room, from the published package of the link before it.
 *
 * @returns its folder; its version is 0.0.0
 */
export async function buildLink({ toolkit, env }: Room, link: string): Promise<string> {
  const made = (await toolkit.run(["build", link, "--published", "--json"], { env })) as readonly Made[];
  const { folder } = made.find((each) => each.link === link) ?? {};
  if (folder !== undefined) return folder;
  throw releaseErrors.RELEASE_TOOLKIT_FAILED(`eslabon build ${link}`, `it has made no ${link}`);
}

/**
 * Makes a link's artifact in a clean room and tests it there.
 *
 * @returns its folder, whose content is what has passed
 * @throws EslabonError `RELEASE_CHECK_FAILED` with the checks that failed, or with why there was nothing to check.
 */
export async function buildAndCheck(
  room: Room,
  link: string,
  commit: string,
  progress: Progress,
): Promise<string> {
  try {
    progress("building");
    const folder = await buildLink(room, link);
    progress("checking");
    const args = ["check", link, "--published", "--json"];
    const reports = (await room.toolkit.run(args, { env: room.env })) as readonly CheckReport[];
    const failures = reports.flatMap(({ checks }) => checks.filter(({ passed }) => !passed));
    if (failures.length === 0) return folder;
    throw releaseErrors.RELEASE_CHECK_FAILED(link, shortHash(commit), failures.map(describe));
  } catch (error) {
    if (!(error instanceof EslabonError) || error.code.startsWith("RELEASE_")) throw error;
    throw releaseErrors.RELEASE_CHECK_FAILED(link, shortHash(commit), [`${error.code}: ${error.message}`]);
  }
}

function describe({ name, detail }: Check): string {
  return `${name} (${detail})`;
}

const SHORT = 7;

/** A commit as people write it. */
export function shortHash(commit: string): string {
  return commit.slice(0, SHORT);
}

import { rmSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { lock } from "proper-lockfile";
import { chainErrors } from "./catalogue.ts";
import { digestFolder } from "./digest.ts";
import { EslabonError } from "./errors.ts";

/** What a link made: a folder that is an npm package, and the digest of all its files. */
export interface Artifact {
  readonly folder: string;
  readonly digest: string;
}

// mkdtemp's folders are their owner's only.
const READABLE = 0o755;

/**
 * Writes a folder as a whole or not at all. `fill` gets a new, empty folder beside the wanted one; when it is done, that
 * takes the wanted one's place. When it fails or is interrupted, what was there before stays as it was.
 *
 * A folder that exists is only replaced when it holds a `package.json` (an earlier artifact) or nothing.
 *
 * @throws EslabonError `CHAIN_FOLDER_BUSY` when another process writes the same folder, `CHAIN_FOLDER_FOREIGN`,
 * `CHAIN_WRITE_FAILED`; and whatever `fill` throws.
 */
export async function writeArtifact(
  folder: string,
  fill: (empty: string) => Promise<void>,
): Promise<Artifact> {
  const parent = dirname(folder);
  await asWriteFailure(folder, mkdir(parent, { recursive: true }));
  const release = await takeLock(folder);
  try {
    await refuseForeign(folder);
    await removeScratch(folder);
    const fresh = await asWriteFailure(folder, mkdtemp(scratch(folder)));
    const cleanUp = (): void => rmSync(fresh, { recursive: true, force: true });
    process.once("exit", cleanUp);
    try {
      await asWriteFailure(folder, fill(fresh));
      await chmod(fresh, READABLE);
      await replaceFolder(folder, fresh);
    } finally {
      cleanUp();
      process.off("exit", cleanUp);
    }
    return { folder, digest: await digestFolder(folder) };
  } finally {
    await release();
  }
}

/** Writes a value as JSON with an end of line, the way all files of an artifact are written. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

function scratch(folder: string): string {
  return join(dirname(folder), `.${basename(folder)}-`);
}

/** What a run that was killed left behind; the lock says that nobody else is using it. */
async function removeScratch(folder: string): Promise<void> {
  const prefix = basename(scratch(folder));
  for (const name of await readdir(dirname(folder))) {
    if (name.startsWith(prefix)) await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

/** Two renames, so that the time without a folder is as short as a file system allows. */
async function replaceFolder(folder: string, fresh: string): Promise<void> {
  const old = `${scratch(folder)}old`;
  await rename(folder, old).catch(ignoreMissing);
  await rename(fresh, folder);
  await rm(old, { recursive: true, force: true });
}

function ignoreMissing(error: unknown): void {
  if (!isSystemError(error) || error.code !== "ENOENT") throw error;
}

async function takeLock(folder: string): Promise<() => Promise<void>> {
  try {
    return await lock(folder, { realpath: false, stale: 10_000 });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ELOCKED") throw chainErrors.CHAIN_FOLDER_BUSY(folder);
    throw chainErrors.CHAIN_WRITE_FAILED(folder, cause as Error);
  }
}

async function refuseForeign(folder: string): Promise<void> {
  const there = await stat(folder).catch(() => undefined);
  if (!there) return;
  const isArtifact = await stat(join(folder, "package.json")).catch(() => undefined);
  if (!there.isDirectory() || !isArtifact) throw chainErrors.CHAIN_FOLDER_FOREIGN(folder);
}

async function asWriteFailure<T>(folder: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof EslabonError || !(isSystemError(error) || isFullDisk(error))) throw error;
    throw chainErrors.CHAIN_WRITE_FAILED(folder, error);
  }
}

/** As programs that write by themselves report it, DuckDB for one. */
function isFullDisk(error: unknown): error is Error {
  return error instanceof Error && error.message.includes("No space left on device");
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && "syscall" in error;
}

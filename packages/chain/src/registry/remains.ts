import { readdir, readFile, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** What is younger may be on its way still. */
const OLD = 5000;

/**
 * Removes from an embedded registry's folder what a process has left there that was killed while it published: an archive whose version is in no
 * list, which would be taken for a version that is there already; and a list that is empty.
 *
 * @param storage the folder of the registry
 * @param scope with its at sign
 */
export async function removeRemains(storage: string, scope: string): Promise<void> {
  const folder = join(storage, scope);
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  for (const file of files) {
    const path = join(folder, file);
    if ((await isRemains(path)) && (await isOld(path))) await rm(path, { force: true });
  }
}

async function isRemains(path: string): Promise<boolean> {
  const name = basename(path);
  if (name === "package.json") return (await versionsIn(path)) === undefined;
  if (/\.tmp-?\d+$/u.test(name)) return true;
  if (!name.endsWith(".tgz")) return false;
  const versions = await versionsIn(join(dirname(path), "package.json"));
  const prefix = `${basename(dirname(path))}-`;
  return !versions?.includes(name.slice(prefix.length, -".tgz".length));
}

/** The versions that a package's list has; `undefined` when it is no list, or not there. */
async function versionsIn(file: string): Promise<readonly string[] | undefined> {
  try {
    const { versions = {} } = JSON.parse(await readFile(file, "utf8")) as { versions?: object };
    return Object.keys(versions);
  } catch {
    return undefined;
  }
}

async function isOld(path: string): Promise<boolean> {
  const made = await stat(path).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs > OLD;
}

import { copyFile, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { git } from "../git/git.ts";

/** A release that has passed all checks: what is to be done for it, whatever interrupts it. */
export interface ReleaseRecord {
  readonly link: string;
  /** The npm name of its package. */
  readonly package: string;
  readonly version: string;
  readonly commit: string;
  readonly tag: string;
  /** Whether somebody has set the tag before, so that it stays when the release is given up. */
  readonly tagged: boolean;
  /** By what the registry knows it: see `Published`. */
  readonly integrity: string;
  readonly distTag: string;
  /** The branch that the release is made on. */
  readonly branch: string;
  /** The branches that the commit is brought into. */
  readonly into: readonly string[];
}

/** Where a release that has begun is kept until it has ended: in the repository, beside what git keeps there. */
export interface Journal {
  readonly folder: string;
  /** The archive that is to be published. */
  readonly archive: string;
  read(): Promise<ReleaseRecord | undefined>;
  /** Keeps a record with its archive, or neither. */
  write(record: ReleaseRecord, archive: string): Promise<void>;
  remove(): Promise<void>;
}

export async function openJournal(root: string, link: string): Promise<Journal> {
  const common = await git(root, ["rev-parse", "--path-format=absolute", "--git-common-dir"]);
  const folder = join(common, "eslabon", link);
  await mkdir(folder, { recursive: true });
  const archive = join(folder, "archive.tgz");
  const file = join(folder, "release.json");
  return {
    folder,
    archive,
    read: async () => {
      const text = await readFile(file, "utf8").catch(() => undefined);
      return text === undefined ? undefined : (JSON.parse(text) as ReleaseRecord);
    },
    write: async (record, packed) => {
      await copyFile(packed, `${archive}.new`);
      await saveAs(`${archive}.new`, archive);
      const writer = await open(`${file}.new`, "w");
      await writer.writeFile(`${JSON.stringify(record, null, 2)}\n`).finally(() => writer.close());
      // The record last: where there is one, its archive is whole.
      await saveAs(`${file}.new`, file);
    },
    remove: async () => {
      await rm(file, { force: true });
      await rm(archive, { force: true });
    },
  };
}

/** Renames a file when its content is on the disk, so that a failing one does not leave half of it either. */
async function saveAs(written: string, file: string): Promise<void> {
  const handle = await open(written, "r+");
  await handle.sync().finally(() => handle.close());
  await rename(written, file);
}

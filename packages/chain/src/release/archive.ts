import { chmod, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Link, listFiles, writeJson } from "@eslabon/link";
import { isLayout } from "@eslabon/oci";
import { create } from "tar";

// As npm pack has it, for the same reason: an archive of the same files is the same bytes.
const NPM_TIME = new Date("1985-10-26T08:15:00.000Z");
const READABLE = 0o644;

/** Sets the version of an artifact wherever it says it. */
export async function stampArtifact(link: Link, folder: string, version: string): Promise<void> {
  const file = join(folder, "package.json");
  const info = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  await writeJson(file, { ...info, version });
  await link.stamp?.(folder, version);
}

/** Packs all files of an artifact into an archive: of an npm package the one that is published. The layers of an OCI artifact are packed already. */
export async function packArtifact(folder: string, archive: string): Promise<void> {
  const files = await listFiles(folder);
  const gzip = (await isLayout(folder)) ? false : { level: 9 };
  for (const file of files) await chmod(join(folder, file), READABLE);
  await mkdir(dirname(archive), { recursive: true });
  await create(
    {
      file: archive,
      cwd: folder,
      gzip,
      portable: true,
      prefix: "package",
      mtime: NPM_TIME,
      noDirRecurse: true,
    },
    files,
  );
}

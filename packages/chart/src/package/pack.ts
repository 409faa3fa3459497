import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { listFiles } from "@eslabon/link";
import { create } from "tar";

/** As npm pack has it: an archive of the same files is the same bytes. */
const NO_TIME = new Date("1985-10-26T08:15:00.000Z");
const READABLE = 0o644;

/** Packs the files of a chart as `helm package` does, below its name. */
export async function packChart(folder: string, name: string, file: string): Promise<void> {
  const files = await listFiles(folder);
  for (const each of files) await chmod(join(folder, each), READABLE);
  await create(
    {
      file,
      cwd: folder,
      gzip: { level: 9 },
      portable: true,
      prefix: name,
      mtime: NO_TIME,
      noDirRecurse: true,
    },
    files,
  );
}

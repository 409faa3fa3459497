import { copyFile } from "node:fs/promises";
import { join } from "node:path";

/** Copies the `LICENSE` of a link's folder into its artifact, if there is one. */
export async function copyLicence(sources: string, artifact: string): Promise<void> {
  await copyFile(join(sources, "LICENSE"), join(artifact, "LICENSE")).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  });
}

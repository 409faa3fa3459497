import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exists } from "@eslabon/link";
import { imageErrors } from "../errors.ts";

const OWN = fileURLToPath(new URL("../../container/", import.meta.url));
/** Folders that programs fill. */
const FILLED = new Set(["node_modules", "build", ".git", ".eslabon"]);

/**
 * Copies what a Dockerfile may copy into a folder: the files of the link, the health check, and a Dockerfile, if the link has none of its own.
 *
 * @throws EslabonError `IMAGE_LOCK_ABSENT`.
 */
export async function writeContext(folder: string, context: string): Promise<void> {
  if (!(await exists(join(folder, "package-lock.json")))) throw imageErrors.IMAGE_LOCK_ABSENT(folder);
  await cp(OWN, context, { recursive: true });
  for (const name of await readdir(folder)) {
    if (!FILLED.has(name)) await cp(join(folder, name), join(context, name), { recursive: true });
  }
}

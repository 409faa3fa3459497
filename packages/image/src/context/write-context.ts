import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { exists } from "@eslabon/link";
import { imageErrors } from "../errors.ts";
import { CONTAINER, OWN_FILES } from "./own-files.ts";

/** Folders that programs fill. */
const FILLED = new Set(["node_modules", "build", ".git", ".eslabon"]);

/**
 * Copies what a Dockerfile may copy into a folder: the files of the link, the health check, and a Dockerfile, if the link has none of its own.
 *
 * @throws EslabonError `IMAGE_LOCK_ABSENT`.
 */
export async function writeContext(folder: string, context: string): Promise<void> {
  if (!(await exists(join(folder, "package-lock.json")))) throw imageErrors.IMAGE_LOCK_ABSENT(folder);
  for (const name of OWN_FILES) await cp(join(CONTAINER, name), join(context, name));
  for (const name of await readdir(folder)) {
    if (!FILLED.has(name)) await cp(join(folder, name), join(context, name), { recursive: true });
  }
}

import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Folders that programs fill: what they install, compile or remember beside a link's own files. */
const FILLED = new Set(["node_modules", ".venv", "__pycache__", ".git", ".eslabon"]);

/**
 * The paths of a link's own files, relative to its folder, with `/` between their parts, sorted.
 *
 * @param built the folder of what the chain has built, which is inside the link's own where that has a repository to itself
 */
export async function ownFiles(folder: string, built: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (FILLED.has(entry.name) || path === built) continue;
    if (entry.isFile()) files.push(entry.name);
    if (!entry.isDirectory()) continue;
    const below = await ownFiles(path, built);
    files.push(...below.map((file) => `${entry.name}/${file}`));
  }
  return files.sort();
}

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

type SetVersion = (content: string, version: string) => string;

/** The files of a package that say its version, `package.json` apart. */
const STAMPED: Readonly<Record<string, SetVersion>> = {
  "datapackage.json": inJson,
  "report.json": inJson,
  "report.html": (page, version) => page.replace(/(?<=<span class="version">)[^<]*/u, () => version),
  // The line below the title: “`@hogar/data` 1.0.0 · 2561 rows”.
  "README.md": (card, version) => card.replace(/(?<=^`[^`\n]+` )\S+(?= · )/mu, () => version),
};

/** Sets the version in a package that was built. It has then the bytes of one that was built with that version. */
export async function stampPackage(folder: string, version: string): Promise<void> {
  for (const path of Object.keys(STAMPED)) {
    const file = join(folder, path);
    await writeFile(file, withVersion(path, await readFile(file, "utf8"), version));
  }
}

/** The content of a package's file, with another version where it says one. */
export function withVersion(path: string, content: string, version: string): string {
  return STAMPED[path]?.(content, version) ?? content;
}

/** As `writeJson` of \@eslabon/link writes it. */
function inJson(content: string, version: string): string {
  const value = JSON.parse(content) as Record<string, unknown>;
  return `${JSON.stringify({ ...value, version }, null, 2)}\n`;
}

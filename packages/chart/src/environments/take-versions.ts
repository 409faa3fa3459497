import { readFile, writeFile } from "node:fs/promises";
import { parseDocument } from "yaml";

/** What an environment is to have. */
export interface Versions {
  readonly chart: string;
  /** By its digest; what is there stays unless given. */
  readonly image?: string;
}

/** Writes versions into the file of an environment, and leaves the rest of it as it is. */
export async function takeVersions(file: string, versions: Versions): Promise<void> {
  const document = parseDocument(await readFile(file, "utf8"));
  for (const [name, version] of Object.entries(versions)) document.set(name, version);
  await writeFile(file, document.toString({ lineWidth: 0 }));
}

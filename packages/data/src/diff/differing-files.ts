import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { digestFile, digestText } from "@eslabon/link";
import { withVersion } from "../package/stamp.ts";
import { FILES, LEFT_OUT_FILES } from "../package/write-rows.ts";

const ABOUT = ["report.json", "report.html", "README.md"];

/** The files whose content differs by more than the version that they say. */
export async function differingFiles(from: string, to: string): Promise<readonly string[]> {
  const differing = [];
  for (const path of [...FILES.map((file) => file.path), ...LEFT_OUT_FILES, ...ABOUT]) {
    if ((await digest(from, path)) !== (await digest(to, path))) differing.push(path);
  }
  return differing;
}

async function digest(folder: string, path: string): Promise<string | undefined> {
  const file = join(folder, path);
  try {
    if (!ABOUT.includes(path)) return await digestFile(file);
    return digestText(withVersion(path, await readFile(file, "utf8"), "0.0.0"));
  } catch {
    return undefined;
  }
}

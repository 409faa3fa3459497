import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type PackageInfo, readPackage } from "@eslabon/link";
import type { Manifest } from "../manifest.ts";
import { describeModel } from "./card.ts";
import type { Figure } from "./figures/figure.ts";

/** Writes `README.md` with its figures into the folder of a model package. */
export async function writeCard(folder: string, manifest: Manifest, about: PackageInfo): Promise<void> {
  const own = await readPackage(fileURLToPath(new URL("../..", import.meta.url)));
  const figures = await drawFigures(manifest);
  for (const { file, svg } of figures) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), svg);
  }
  await writeFile(
    join(folder, "README.md"),
    describeModel(manifest, about, { figures, version: own.version }),
  );
}

/** None where @eslabon/figures is not installed: the card's tables say what matters, and nothing that answers reads a figure. */
async function drawFigures(manifest: Manifest): Promise<readonly Figure[]> {
  try {
    const { drawFigures } = await import("./figures/draw.ts");
    return drawFigures(manifest);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ERR_MODULE_NOT_FOUND" && message.includes("'@eslabon/figures'");
}

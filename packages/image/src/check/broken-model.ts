import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatManifest, type Manifest } from "@eslabon/model";

/** A file of a model's package that is not what it should be. */
export interface BrokenFile {
  /** Its name in the package. */
  readonly name: string;
  /** Where it is on this machine. */
  readonly path: string;
}

/** A manifest whose golden examples the model does not answer as it says. */
export async function wrongManifest(manifest: Manifest, folder: string): Promise<BrokenFile> {
  const golden = manifest.golden.map((example) => {
    return { ...example, label: manifest.labels.find((label) => label !== example.label)! };
  });
  const path = join(folder, "model.json");
  await writeFile(path, formatManifest({ ...manifest, golden }));
  return { name: "model.json", path };
}

/** What the model learnt, with one byte that is another. */
export async function damagedWeights(model: string, manifest: Manifest, folder: string): Promise<BrokenFile> {
  const name = manifest.engine.kind === "linear" ? "weights.bin" : "model.onnx";
  const bytes = await readFile(join(model, name));
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = bytes[middle]! ^ 1;
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { name, path };
}

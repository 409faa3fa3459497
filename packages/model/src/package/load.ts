import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Classifier } from "../classifier.ts";
import { createModel } from "../create.ts";
import { modelErrors } from "../errors.ts";
import type { Manifest } from "../manifest.ts";
import type { Model } from "../model.ts";
import { parseManifest } from "./manifest-file.ts";
import { decodeWeights, weightsLength } from "./weights-file.ts";

/**
 * Makes a model ready to answer from the folder of its package.
 *
 * @throws EslabonError `MODEL_PACKAGE_BROKEN` when a file is missing or not byte for byte what was built.
 */
export async function loadModel(folder: string): Promise<Model> {
  const [text, bytes] = await Promise.all([readPart(folder, "model.json"), readPart(folder, "weights.bin")]);
  const manifest = readManifest(folder, text.toString("utf8"));
  const { labels, weights, temperature } = manifest;
  const length = weightsLength(weights.columns, labels.length);
  if (bytes.length !== length) {
    const reason = `weights.bin has ${bytes.length} bytes in place of ${length}`;
    throw modelErrors.MODEL_PACKAGE_BROKEN(folder, reason);
  }
  if (createHash("sha256").update(bytes).digest("hex") !== weights.sha256) {
    throw modelErrors.MODEL_PACKAGE_BROKEN(folder, "weights.bin was changed");
  }
  const decoded = decodeWeights(bytes, weights.columns, labels.length);
  return createModel(manifest, new Classifier(decoded, temperature));
}

function readManifest(folder: string, text: string): Manifest {
  try {
    return parseManifest(text);
  } catch (cause) {
    throw modelErrors.MODEL_PACKAGE_BROKEN(folder, `model.json: ${(cause as Error).message}`, cause);
  }
}

async function readPart(folder: string, file: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return await readFile(join(folder, file));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? `${file} is missing` : `${file} cannot be read (${code ?? "unknown"})`;
    throw modelErrors.MODEL_PACKAGE_BROKEN(folder, reason, cause);
  }
}

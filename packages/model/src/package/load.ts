import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createModel } from "../create.ts";
import { modelErrors } from "../errors.ts";
import type { Manifest } from "../manifest.ts";
import type { Model } from "../model.ts";
import { engineFileProblem, engineFiles, openEngine } from "./engine-file.ts";
import { parseManifest } from "./manifest-file.ts";

/**
 * Makes a model ready to answer from the folder of its package.
 *
 * @throws EslabonError `MODEL_PACKAGE_BROKEN` when a file is missing or not byte for byte what was built; of an ONNX model also
 * `MODEL_RUNTIME_MISSING`, and `MODEL_ONNX_UNUSABLE` when the runtime that is installed cannot read it.
 */
export async function loadModel(folder: string): Promise<Model> {
  const { manifest, bytes } = await readModelPackage(folder);
  return createModel(manifest, await openEngine(manifest, bytes));
}

/**
 * What a package holds, found to be whole.
 *
 * @throws EslabonError `MODEL_PACKAGE_BROKEN`
 */
export async function readModelPackage(
  folder: string,
): Promise<{ manifest: Manifest; bytes: Buffer<ArrayBuffer> }> {
  const manifest = await readManifest(folder);
  const bytes = await readPart(folder, engineFiles[manifest.engine.kind]);
  const problem = engineFileProblem(manifest, bytes);
  if (problem !== undefined) throw modelErrors.MODEL_PACKAGE_BROKEN(folder, problem);
  return { manifest, bytes };
}

/**
 * What the `model.json` of a package says.
 *
 * @throws EslabonError `MODEL_PACKAGE_BROKEN`
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const bytes = await readPart(folder, "model.json");
  try {
    return parseManifest(bytes.toString("utf8"));
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

import { Classifier } from "../classifier.ts";
import type { Engine } from "../engine.ts";
import type { Manifest } from "../manifest.ts";
import { OnnxEngine } from "../onnx/onnx-engine.ts";
import { OnnxSession } from "../onnx/session.ts";
import { sha256 } from "./sha256.ts";
import { decodeWeights, weightsLength } from "./weights-file.ts";

/** The file of a package that an engine answers from. */
export const engineFiles = { linear: "weights.bin", onnx: "model.onnx" } as const satisfies Record<
  Manifest["engine"]["kind"],
  string
>;

/** What is wrong with the bytes of an engine's file; nothing when they are the ones that were packed. */
export function engineFileProblem({ engine, labels }: Manifest, bytes: Uint8Array): string | undefined {
  const file = engineFiles[engine.kind];
  if (engine.kind === "linear") {
    const length = weightsLength({ ...engine, labels: labels.length });
    if (bytes.length !== length) return `${file} has ${bytes.length} bytes in place of ${length}`;
  }
  return sha256(bytes) === engine.sha256 ? undefined : `${file} was changed`;
}

/**
 * The engine of a package, ready to answer.
 *
 * @throws EslabonError `MODEL_RUNTIME_MISSING`, `MODEL_ONNX_UNUSABLE`.
 */
export async function openEngine(manifest: Manifest, bytes: Buffer<ArrayBuffer>): Promise<Engine> {
  const { engine, labels, temperature } = manifest;
  if (engine.kind === "linear") {
    return new Classifier(decodeWeights(bytes, { ...engine, labels: labels.length }), temperature);
  }
  return new OnnxEngine(await OnnxSession.open(bytes, labels.length), temperature);
}

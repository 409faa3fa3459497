import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Artifact, copyLicence, type PackageInfo, writeArtifact, writeJson } from "@eslabon/link";
import { Classifier } from "../classifier.ts";
import { createModel } from "../create.ts";
import type { Engine } from "../engine.ts";
import { modelErrors } from "../errors.ts";
import { evaluate } from "../evaluate.ts";
import type { Example } from "../example.ts";
import type { Manifest } from "../manifest.ts";
import { RUNTIME } from "../onnx/runtime.ts";
import type { LearningPoint } from "../training/learning-curve.ts";
import type { TrainedClassifier } from "../training/train.ts";
import { declareModel, ENTRY } from "./entry.ts";
import { engineFiles } from "./engine-file.ts";
import { formatManifest } from "./manifest-file.ts";
import { sha256 } from "./sha256.ts";
import { encodeWeights } from "./weights-file.ts";
import { writeCard } from "./write-card.ts";

/** What is known of a model besides what was learnt. */
export interface AboutModel {
  /** Short name, the one in URLs. */
  readonly name: string;
  /** What its package.json shall say. */
  readonly package: PackageInfo;
  /** The folder whose `LICENSE` is packed, if it has one; none is unless given. */
  readonly sources?: string;
  /** BCP 47 tag; `und` unless given. */
  readonly language?: string;
  readonly fields: Manifest["fields"];
  readonly data: Omit<Manifest["data"], "rows">;
  /** The longest text that is answered, in UTF-16 units; 20,000 unless given. */
  readonly textLength?: number;
  /** Chosen from the training examples unless given. */
  readonly golden?: readonly Example[];
  /** Examples that it was not trained on. Without them the card shows the figures of cross-validation. */
  readonly test?: AsyncIterable<Example>;
  /** What the `test` examples say of classifiers that learnt from fewer rows; the card shows it. */
  readonly learningCurve?: readonly LearningPoint[];
}

export const TEXT_LENGTH = 20_000;

/** What was learnt, by this program or another, ready to be packed. */
export interface Learnt extends Pick<
  TrainedClassifier,
  "labels" | "rows" | "temperature" | "confidence" | "threshold" | "crossValidation" | "golden" | "continued"
> {
  readonly engine: Manifest["engine"];
  /** The file that the engine answers from. */
  readonly bytes: Uint8Array;
  /** The engine itself, to be measured. */
  readonly answering: Engine;
}

/**
 * Writes a trained classifier as an npm package.
 *
 * @throws EslabonError `MODEL_GOLDEN_UNKNOWN_LABEL`, and what {@link writeArtifact} throws.
 */
export async function writeModel(
  trained: TrainedClassifier,
  about: AboutModel,
  folder: string,
): Promise<Artifact> {
  const { weights, temperature } = trained;
  const bytes = encodeWeights(weights);
  const engine = {
    kind: "linear",
    columns: weights.hashes.length,
    weighted: weights.scales.length,
    sha256: sha256(bytes),
  } as const;
  const learnt = { ...trained, engine, bytes, answering: new Classifier(weights, temperature) };
  return writeLearnt(learnt, about, folder);
}

/** As {@link writeModel}, whatever the engine. */
export async function writeLearnt(learnt: Learnt, about: AboutModel, folder: string): Promise<Artifact> {
  const manifest = await describe(learnt, about);
  return writeArtifact(folder, async (empty) => {
    await writeJson(join(empty, "package.json"), await packageFile(about.package, manifest.engine.kind));
    await writeFile(join(empty, "model.json"), formatManifest(manifest));
    await writeFile(join(empty, engineFiles[manifest.engine.kind]), learnt.bytes);
    await writeFile(join(empty, "index.js"), ENTRY);
    await writeFile(join(empty, "index.d.ts"), declareModel(manifest));
    await writeCard(empty, manifest, about.package);
    await writeJson(join(empty, "golden.json"), manifest.golden);
    if (about.sources !== undefined) await copyLicence(about.sources, empty);
  });
}

async function describe(learnt: Learnt, about: AboutModel): Promise<Manifest> {
  const untested: Manifest = {
    format: "eslabon-model/1",
    name: about.name,
    package: about.package.name,
    version: about.package.version,
    language: about.language ?? "und",
    fields: about.fields,
    labels: [...learnt.labels],
    limits: { textLength: about.textLength ?? TEXT_LENGTH },
    data: { ...about.data, rows: learnt.rows },
    temperature: learnt.temperature,
    confidence: learnt.confidence,
    threshold: learnt.threshold,
    engine: learnt.engine,
    ...(learnt.continued && { continued: learnt.continued }),
    metrics: { ...learnt.crossValidation, source: learnt.continued ? "previous" : "cross-validation" },
    golden: knownGolden(about.golden ?? learnt.golden, learnt.labels),
  };
  if (!about.test) return untested;
  const model = createModel(untested, learnt.answering);
  const metrics = { source: "test", ...(await evaluate(model, about.test)) } as const;
  const { learningCurve = [] } = about;
  return {
    ...untested,
    metrics,
    ...(learningCurve.length === 0
      ? {}
      : { learningCurve: [...learningCurve, { rows: learnt.rows, accuracy: metrics.accuracy }] }),
  };
}

function knownGolden(golden: readonly Example[], labels: readonly string[]): Manifest["golden"] {
  return golden.map(({ text, label, fields }) => {
    if (!labels.includes(label)) throw modelErrors.MODEL_GOLDEN_UNKNOWN_LABEL(label, labels);
    return fields ? { text, label, fields } : { text, label };
  });
}

async function packageFile(about: PackageInfo, engine: Manifest["engine"]["kind"]): Promise<object> {
  const own = JSON.parse(
    await readFile(new URL("../../package.json", import.meta.url), "utf8"),
  ) as PackageInfo & { peerDependencies: Record<typeof RUNTIME, string> };
  const { name, version, description, license } = about;
  return {
    name,
    version,
    description,
    license,
    type: "module",
    engines: { node: ">=24" },
    exports: {
      ".": { types: "./index.d.ts", default: "./index.js" },
      "./model.json": "./model.json",
      "./package.json": "./package.json",
    },
    dependencies: {
      "@eslabon/model": `^${own.version}`,
      ...(engine === "onnx" ? { [RUNTIME]: own.peerDependencies[RUNTIME] } : {}),
    },
  };
}

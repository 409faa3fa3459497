import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Artifact, type PackageInfo, writeArtifact, writeJson } from "@eslabon/chain";
import { Classifier } from "../classifier.ts";
import { createModel } from "../create.ts";
import { modelErrors } from "../errors.ts";
import { evaluate } from "../evaluate.ts";
import type { Example } from "../example.ts";
import type { Manifest } from "../manifest.ts";
import type { TrainedClassifier } from "../training/train.ts";
import { describeModel } from "./card.ts";
import { declareModel, ENTRY } from "./entry.ts";
import { formatManifest } from "./manifest-file.ts";
import { encodeWeights } from "./weights-file.ts";

/** What is known of a model besides what was learnt. */
export interface AboutModel {
  /** Short name, the one in URLs. */
  readonly name: string;
  /** What its package.json shall say. */
  readonly package: PackageInfo;
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
}

export const TEXT_LENGTH = 20_000;

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
  const weights = encodeWeights(trained.weights);
  const manifest = await describe(trained, about, weights);
  return writeArtifact(folder, async (empty) => {
    await writeJson(join(empty, "package.json"), await packageFile(about.package));
    await writeFile(join(empty, "model.json"), formatManifest(manifest));
    await writeFile(join(empty, "weights.bin"), weights);
    await writeFile(join(empty, "index.js"), ENTRY);
    await writeFile(join(empty, "index.d.ts"), declareModel(manifest));
    await writeFile(join(empty, "README.md"), describeModel(manifest, about.package));
    await writeJson(join(empty, "golden.json"), manifest.golden);
  });
}

async function describe(trained: TrainedClassifier, about: AboutModel, weights: Buffer): Promise<Manifest> {
  const untested: Manifest = {
    format: "eslabon-model/1",
    name: about.name,
    package: about.package.name,
    version: about.package.version,
    language: about.language ?? "und",
    fields: about.fields,
    labels: [...trained.labels],
    limits: { textLength: about.textLength ?? TEXT_LENGTH },
    data: { ...about.data, rows: trained.rows },
    temperature: trained.temperature,
    threshold: trained.threshold,
    weights: {
      columns: trained.weights.hashes.length,
      sha256: createHash("sha256").update(weights).digest("hex"),
    },
    metrics: { source: "cross-validation", ...trained.crossValidation },
    golden: knownGolden(about.golden ?? trained.golden, trained.labels),
  };
  if (!about.test) return untested;
  const model = createModel(untested, new Classifier(trained.weights, trained.temperature));
  return { ...untested, metrics: { source: "test", ...(await evaluate(model, about.test)) } };
}

function knownGolden(golden: readonly Example[], labels: readonly string[]): Example[] {
  return golden.map(({ text, label }) => {
    if (!labels.includes(label)) throw modelErrors.MODEL_GOLDEN_UNKNOWN_LABEL(label, labels);
    return { text, label };
  });
}

async function packageFile(about: PackageInfo): Promise<object> {
  const own = JSON.parse(
    await readFile(new URL("../../package.json", import.meta.url), "utf8"),
  ) as PackageInfo;
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
    dependencies: { "@eslabon/model": `^${own.version}` },
  };
}

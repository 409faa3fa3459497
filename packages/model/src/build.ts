import { availableParallelism } from "node:os";
import type { Artifact, PackageInfo, Progress } from "@eslabon/chain";
import { readDataset } from "./dataset.ts";
import type { ModelDefinition } from "./definition.ts";
import { TEXT_LENGTH, writeModel } from "./package/write.ts";
import { measureLearningCurve } from "./training/learning-curve.ts";
import { trainClassifier } from "./training/train.ts";

export interface BuildOptions {
  readonly definition: ModelDefinition;
  /** What the package.json of the model's own sources says. */
  readonly package: PackageInfo;
  /** The folder of the dataset package. */
  readonly dataset: string;
  /** The folder that the model package is written into. */
  readonly out: string;
  readonly progress: Progress;
  /** All cores unless given. The same bytes come out of any number. */
  readonly threads?: number;
}

/**
 * Makes a model package of a dataset package: the same bytes from the same inputs.
 *
 * @throws EslabonError `MODEL_DATASET_INVALID`, `MODEL_TOO_FEW_ROWS`, `MODEL_ONE_LABEL`, `MODEL_GOLDEN_UNKNOWN_LABEL`, and what
 * writing an artifact throws.
 */
export async function buildModel(options: BuildOptions): Promise<Artifact> {
  const { definition, progress, threads = availableParallelism() } = options;
  const textLength = definition.limits?.textLength ?? TEXT_LENGTH;
  const dataset = await readDataset(options.dataset, definition);
  progress(`reading ${dataset.package} ${dataset.version}`);
  const trained = await trainClassifier(dataset.train(), {
    ...options,
    ...(definition.precision === undefined ? {} : { precision: definition.precision }),
  });
  const { train, test } = dataset;
  const { rows } = trained;
  const learningCurve = await measureLearningCurve({ train, test, rows, textLength, threads, progress });
  progress("measuring the model on the test rows");
  return writeModel(
    trained,
    {
      name: definition.name,
      package: options.package,
      language: dataset.language,
      fields: dataset.fields,
      data: { package: dataset.package, version: dataset.version, digest: dataset.digest },
      textLength,
      golden: definition.golden,
      test: test(),
      learningCurve,
    },
    options.out,
  );
}

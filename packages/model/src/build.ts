import { availableParallelism } from "node:os";
import type { Artifact, PackageInfo, Progress } from "@eslabon/link";
import { type Dataset, readDataset } from "./dataset.ts";
import type { ModelDefinition } from "./definition.ts";
import type { Example } from "./example.ts";
import { learnFields } from "./fields/learn-fields.ts";
import type { LearntField } from "./fields/learnt-field.ts";
import { withFacts } from "./fields/with-facts.ts";
import { trainByProgram } from "./onnx/train-by-program.ts";
import { type AboutModel, TEXT_LENGTH, writeLearnt, writeModel } from "./package/write.ts";
import { measureLearningCurve } from "./training/learning-curve.ts";
import { trainClassifier } from "./training/train.ts";

export interface BuildOptions {
  readonly definition: ModelDefinition;
  /** What the package.json of the model's own sources says. */
  readonly package: PackageInfo;
  /** The folder of the dataset package. */
  readonly dataset: string;
  /** The folder of the model's own sources: its `LICENSE` is packed, and a program of its own runs there, or in the working folder unless given. */
  readonly sources?: string;
  /** The folder that the model package is written into. */
  readonly out: string;
  readonly progress: Progress;
  /** All cores unless given. The same bytes come out of any number. */
  readonly threads?: number;
}

/**
 * Makes a model package of a dataset package: the same bytes from the same inputs, if the program that trains it, where that is
 * another, keeps to that too.
 *
 * @throws EslabonError `MODEL_DATASET_INVALID`, `MODEL_TOO_FEW_ROWS`, `MODEL_ONE_LABEL`, `MODEL_GOLDEN_UNKNOWN_LABEL`, `MODEL_FIELD_EMPTY`, what
 * {@link trainByProgram} throws where the definition names a program, and what writing an artifact throws.
 */
export async function buildModel(options: BuildOptions): Promise<Artifact> {
  const { definition, progress, threads = availableParallelism() } = options;
  const dataset = await readDataset(options.dataset, definition);
  progress(`reading ${dataset.package} ${dataset.version}`);
  if (definition.program) return buildByProgram(options, dataset, definition.program);
  const extra = await learnFields(definition.fields ?? {}, dataset.train());
  const train = (): AsyncGenerator<Example> => withFacts(dataset.train(), extra);
  const test = (): AsyncGenerator<Example> => withFacts(dataset.test(), extra);
  const trained = await trainClassifier(train(), { ...options, ...wantedPrecision(definition) });
  const about = aboutModel(options, dataset, extra);
  const { rows } = trained;
  const { textLength } = about;
  const learningCurve = await measureLearningCurve({ train, test, rows, textLength, threads, progress });
  progress("measuring the model on the test rows");
  return writeModel(trained, { ...about, learningCurve }, options.out);
}

/** Without a learning curve, for which the program would have to run again and again. */
async function buildByProgram(
  options: BuildOptions,
  dataset: Dataset,
  command: readonly string[],
): Promise<Artifact> {
  const { definition, sources = process.cwd(), progress } = options;
  const program = { command, sources, dataset, progress, ...wantedPrecision(definition) };
  await using learnt = await trainByProgram(program);
  progress("measuring the model on the test rows");
  return await writeLearnt(learnt, aboutModel(options, dataset, []), options.out);
}

function wantedPrecision({ precision }: ModelDefinition): { precision?: number } {
  return precision === undefined ? {} : { precision };
}

function aboutModel(
  { definition, package: about, sources }: BuildOptions,
  dataset: Dataset,
  extra: readonly LearntField[],
): AboutModel & { readonly textLength: number } {
  return {
    name: definition.name,
    package: about,
    ...(sources !== undefined && { sources }),
    language: dataset.language,
    fields: extra.length === 0 ? dataset.fields : { ...dataset.fields, extra: [...extra] },
    data: { package: dataset.package, version: dataset.version, digest: dataset.digest },
    textLength: definition.limits?.textLength ?? TEXT_LENGTH,
    golden: definition.golden,
    test: dataset.test(),
  };
}

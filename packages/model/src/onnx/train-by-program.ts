import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Progress, scratchFolder } from "@eslabon/link";
import type { Dataset } from "../dataset.ts";
import type { Example } from "../example.ts";
import { sha256 } from "../package/sha256.ts";
import type { Learnt } from "../package/write.ts";
import type { JudgedRow } from "../training/calibrate.ts";
import { assignFolds } from "../training/folds.ts";
import { judge } from "../training/judge.ts";
import { collectLearnable, type Learnable } from "../training/learnable.ts";
import { PRECISION } from "../training/train.ts";
import { LEAST_PROBABILITY, OnnxEngine } from "./onnx-engine.ts";
import { type ProgramOutput, readProgramOutput } from "./program-output.ts";
import { writeProgramDataset } from "./program-dataset.ts";
import { runProgram } from "./program.ts";
import { requireRuntime } from "./runtime.ts";
import { OnnxSession } from "./session.ts";

export interface ProgramOptions {
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** The folder of the model's sources, where the program runs. */
  readonly sources: string;
  readonly dataset: Dataset;
  /** How often a decision must be right, from 0 to 1; 0.9 unless given. */
  readonly precision?: number;
  readonly progress: Progress;
}

/** What a program has learnt. Its engine answers until it is disposed of. */
export type LearntByProgram = Learnt & AsyncDisposable;

/** The one that the program does not get to see when it runs for the first time. */
const FOLDS = 5;
const HELD_OUT = 0;

/**
 * Lets a program train a model, twice: first without a fifth of the training rows, which then tell the temperature and the threshold
 * as they do for eslabon's own classifier; then with all rows, and that model is the one that is packed.
 *
 * @throws EslabonError `MODEL_TOO_FEW_ROWS`, `MODEL_ONE_LABEL`, `MODEL_PROGRAM_FAILED`, `MODEL_PROGRAM_OUTPUT`, `MODEL_ONNX_UNUSABLE`,
 * `MODEL_RUNTIME_MISSING`; and what reading the dataset throws.
 */
export async function trainByProgram(options: ProgramOptions): Promise<LearntByProgram> {
  // Said before the program works for hours.
  requireRuntime();
  const learnable = await collectLearnable(options.dataset.train());
  const { known, labels, targets } = learnable;
  const folds = assignFolds(targets, FOLDS);
  const heldOut = known.filter((_, row) => folds[row] === HELD_OUT);
  const others = known.filter((_, row) => folds[row] !== HELD_OUT);

  const first = await run(options, others, learnable, "1 of 2, with four fifths of the rows");
  const judged = await answerHeldOut(first, heldOut, labels);
  const { evaluation, ...calibration } = judge(judged, labels, options.precision ?? PRECISION);

  const last = await run(options, known, learnable, "2 of 2, with all rows");
  const session = await OnnxSession.open(last.bytes, last.labels.length);
  const answering = new OnnxEngine(session, calibration.temperature);
  try {
    // A model that cannot answer these will not answer others.
    for (const { text } of heldOut) answering.read(text);
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
  return {
    labels: last.labels,
    rows: known.length,
    ...calibration,
    crossValidation: evaluation,
    golden: [],
    engine: { kind: "onnx", sha256: sha256(last.bytes) },
    bytes: last.bytes,
    answering,
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

/** Runs the program once, with some of the rows. */
async function run(
  { command, sources, dataset, progress }: ProgramOptions,
  rows: readonly Example[],
  { labels }: Learnable,
  turn: string,
): Promise<ProgramOutput> {
  using scratch = await scratchFolder("model");
  const [data, out] = [join(scratch.path, "dataset"), join(scratch.path, "out")];
  await writeProgramDataset(data, dataset, { rows, labels });
  await mkdir(out);
  progress(`running ${command.join(" ")} (${turn})`);
  await runProgram(command, {
    folder: sources,
    environment: { ESLABON_DATASET: data, ESLABON_OUT: out },
    progress,
  });
  return await readProgramOutput(out, labels, new Set(rows.map(({ label }) => label)));
}

/** What a model says of rows that it has not learnt from, by the labels of all rows: one that it does not know is least probable. */
async function answerHeldOut(
  { bytes, labels: its }: ProgramOutput,
  rows: readonly Example[],
  labels: readonly string[],
): Promise<JudgedRow[]> {
  await using session = await OnnxSession.open(bytes, its.length);
  const engine = new OnnxEngine(session, 1);
  const columns = labels.map((label) => its.indexOf(label));
  return rows.map(({ text, label }) => {
    const logits = engine.readLogits(text);
    return {
      margins: Float32Array.from(columns, (column) => logits[column] ?? Math.log(LEAST_PROBABILITY)),
      known: engine.known,
      target: labels.indexOf(label),
    };
  });
}

import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Command } from "../child.ts";

const folder = join(import.meta.dirname, "contestants");

/** Libraries take a thread a core unless they are told otherwise. */
const oneThread = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

export interface Contestant {
  /** On the command line. */
  readonly name: string;
  /** In the table. */
  readonly title: string;
  readonly ours: boolean;
  /** How many threads it trains with. */
  readonly threads: number;
  /** The process that measures it, but for the arguments that say what it is measured on. */
  command(python: string): Command;
}

export const contestants: readonly Contestant[] = [
  ours("eslabon", "eslabon", 1),
  ours(
    "eslabon-threads",
    `eslabon, trained by all ${availableParallelism()} threads`,
    availableParallelism(),
  ),
  python("linear-svc", "scikit-learn LinearSVC", "scikit_learn.py", ["--classifier", "linear-svc"]),
  python("hashing-linear-svc", "scikit-learn hashing + LinearSVC", "scikit_learn.py", [
    "--features",
    "hashing",
    "--classifier",
    "linear-svc",
  ]),
  python("logistic-regression", "scikit-learn LogisticRegression", "scikit_learn.py", [
    "--classifier",
    "logistic-regression",
  ]),
  python("fasttext", "fastText", "fasttext_supervised.py", []),
];

function ours(name: string, title: string, threads: number): Contestant {
  return {
    name,
    title,
    ours: true,
    threads,
    command: () => ({
      program: process.execPath,
      arguments: [join(folder, "eslabon.ts"), "--threads", String(threads)],
    }),
  };
}

function python(name: string, title: string, file: string, options: readonly string[]): Contestant {
  return {
    name,
    title,
    ours: false,
    threads: 1,
    command: (program) => ({ program, arguments: [join(folder, file), ...options], environment: oneThread }),
  };
}

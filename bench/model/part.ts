import type { Contestant } from "./contestants.ts";
import type { LabelledSet } from "./sets.ts";

/** What a run of the benchmark was asked for, and what it works with. */
export interface Plan {
  readonly sets: readonly LabelledSet[];
  readonly contestants: readonly Contestant[];
  /** 1, 2, 3, …: each is one order of the training rows, the same for all contestants. */
  readonly seeds: readonly number[];
  /** The most rows that are generated for the part `scale`. */
  readonly rows: number;
  /** The most memory that a training of the part `scale` may take. */
  readonly gigabytes: number;
  /** A scratch folder. */
  readonly work: string;
  /** The path of a Python that has the peers' libraries; empty for parts that do not need it. */
  readonly python: string;
  readonly signal: AbortSignal;
}

/** One figure of one contestant on one set, with one seed. */
export interface Observation {
  readonly part: string;
  readonly set: string;
  /** A contestant's name on the command line. */
  readonly contestant: string;
  readonly seed: number;
  readonly measure: string;
  readonly value: number;
}

/** A figure that the part's section refers to. */
export interface Picture {
  /** Its name in docs/pictures. */
  readonly file: string;
  /** What is to be seen, for those who cannot. */
  readonly description: string;
  readonly svg: string;
}

/** What a part of the benchmark found out. */
export interface Findings {
  /** All of it as plain data. */
  readonly report: object;
  /** Names and versions of what did the work. */
  readonly versions: Readonly<Record<string, string>>;
  /** What goals may be set for. */
  readonly observations: readonly Observation[];
  /** The part's section of docs/reference/benchmarks.md, without the paragraph on machine and command. */
  readonly markdown: string;
  readonly pictures: readonly Picture[];
}

/** A part of the benchmark, which can be run alone. */
export interface Part {
  /** On the command line. */
  readonly name: string;
  /** Between which markers of docs/reference/benchmarks.md it belongs. */
  readonly section: string;
  /** What of the plan it looks at, and what therefore has to be there. */
  readonly needs: readonly ("sets" | "python")[];
  /** Whether the plan holds all that the document's section shows. */
  isWhole(plan: Plan): boolean;
  run(plan: Plan): Promise<Findings>;
}

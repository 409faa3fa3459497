import type { Workbench } from "../workbench.ts";

/** What a cleaning step knows of the dataset that it works on. */
export interface StepContext {
  /** Where paths are relative to: the folder of the dataset's declaration. */
  readonly folder: string;
  /** The names of the dataset's fields, and which of them are the text and the label. */
  readonly fields: readonly string[];
  readonly text: string;
  readonly label: string;
}

/** One step of the cleaning. It changes `rows` of the workbench; rows that it takes out go to `left_out` with a reason. */
export interface Step {
  /** Names the step in reports: `labels by gremios.csv`. */
  readonly name: string;
  /** The files that it reads, relative to the dataset's folder. */
  readonly files: readonly string[];
  apply(workbench: Workbench, context: StepContext): Promise<void>;
}

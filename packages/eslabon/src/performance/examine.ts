import type { Capacity, ModelAt, Size, Verdict } from "@eslabon/diagnose";
import type { Progress } from "@eslabon/link";
import { SHARE_OF_MODEL } from "./options.ts";

/** How a service is loaded, and what is wanted to be known of it. */
export interface ExamineOptions {
  readonly seconds: number;
  readonly connections: number;
  readonly rate?: number;
  readonly data?: string;
  readonly model?: string;
  /** In milliseconds. */
  readonly budget: number;
  readonly modelBudget?: number;
  readonly capacity?: boolean;
  readonly for?: number;
  readonly header?: Readonly<Record<string, string>>;
}

export interface Examined {
  /** What was asked about. */
  readonly texts: string;
  readonly versions: ModelAt["versions"];
  readonly verdict: Verdict;
  readonly isCapacityAsked: boolean;
  readonly capacity: Capacity | undefined;
  readonly size: Size | undefined;
}

/**
 * Loads the service at a URL and says how it fares.
 *
 * @throws EslabonError what observing it and reading what it is asked throws.
 */
export async function examine(url: string, options: ExamineOptions, progress: Progress): Promise<Examined> {
  const kit = await import("@eslabon/diagnose");
  const { readInputs } = await import("./read-inputs.ts");
  const { seconds, connections, rate, budget, modelBudget = budget * SHARE_OF_MODEL } = options;
  const address = { url, headers: options.header ?? {} };
  const model = await kit.findModel(address, options.model);
  const { name, inputs } = await readInputs(model, options.data, process.cwd());
  const target = { ...address, model: model.name, inputs };
  const load = { seconds, connections, ...(rate !== undefined && { rate }) };
  const observation = await kit.observe(target, { load, progress });
  const verdict = kit.diagnose(observation, { total: budget, model: modelBudget });

  const isCapacityAsked = options.capacity === true || options.for !== undefined;
  const capacity = isCapacityAsked ? await kit.findCapacity(target, budget, progress) : undefined;
  const size = capacity && options.for !== undefined ? kit.sizeFor(options.for, capacity) : undefined;
  return { texts: name, versions: model.versions, verdict, isCapacityAsked, capacity, size };
}

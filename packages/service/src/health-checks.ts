import type { FastifyInstance } from "fastify";
import { wrongAnswerTo } from "./models/golden.ts";
import type { ServedModel } from "./models/served-model.ts";
import type { Serving } from "./serving.ts";
import { watchStopping } from "./stopping.ts";

export interface HealthCheck {
  readonly name: string;
  readonly passes: () => boolean;
}

export interface HealthChecks {
  /** Restart the service if one fails. */
  readonly live: readonly HealthCheck[];
  /** Send no requests for these models while one fails. */
  readonly ready: (models: Iterable<ServedModel>) => readonly HealthCheck[];
}

export function healthChecks(app: FastifyInstance, { models, queue }: Serving): HealthChecks {
  const isStopping = watchStopping(app);
  const running = { name: "service is not stopping", passes: () => !isStopping() };
  const inTime = { name: "service answers in time", passes: () => !queue.isOverloaded };
  return {
    live: answering(models.values()),
    ready: (of) => [...answering(of), running, inTime],
  };
}

export const passAll = (checks: readonly HealthCheck[]): boolean => checks.every(({ passes }) => passes());

function answering(models: Iterable<ServedModel>): HealthCheck[] {
  return [...models].map((model) => ({
    name: `model ${model.name} answers its golden example`,
    passes: () => answersGolden(model),
  }));
}

/** A model without golden examples has nothing to be compared with. */
function answersGolden({ inUse }: ServedModel): boolean {
  const example = inUse.manifest.golden[0];
  return !example || wrongAnswerTo(inUse, example) === undefined;
}

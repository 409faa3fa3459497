import { diagnose } from "../diagnose.ts";
import type { Target } from "../load/target.ts";
import { observe, type ObserveOptions } from "../observe.ts";
import type { Budget } from "../verdict.ts";
import type { Level } from "./level.ts";

interface ObserveLevelOptions extends ObserveOptions {
  readonly name: "service" | "system";
  readonly budget: Budget;
}

/**
 * Loads a service as one of the levels.
 *
 * @throws EslabonError as {@link observe} does.
 */
export async function observeLevel(
  target: Target,
  { name, budget, ...how }: ObserveLevelOptions,
): Promise<Level> {
  const observation = await observe(target, how);
  const { p50, p95, p99 } = observation.loaded;
  const verdict = diagnose(observation, budget);
  return {
    name,
    where: target.url,
    requestsPerSecond: observation.requestsPerSecond,
    p50,
    p95,
    p99,
    verdict,
  };
}

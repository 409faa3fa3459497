import type { Used } from "./metrics/used.ts";

const STEP = 0.05;

/**
 * The CPU that a service would have used if nothing had stopped it, in cores, rounded up to 50m: what it did use, and as long as it was
 * stopped, one more. Never less than its limit.
 */
export function neededCores({ seconds, cpuSeconds = 0, throttledSeconds = 0, cpuLimit = 0 }: Used): number {
  // Each CPU counts its own stopping.
  const stopped = Math.min(throttledSeconds, Math.max(0, seconds - cpuSeconds));
  const needed = Math.max(cpuLimit, (cpuSeconds + stopped) / seconds);
  return Math.ceil(needed / STEP - 1e-9) * STEP;
}

import type { Times } from "../parts.ts";
import type { Verdict } from "../verdict.ts";

/** From the inside to the outside: the model in this process, a service of its own on this machine, and what runs somewhere. */
export const LEVELS = ["model", "service", "system"] as const;
export type LevelName = (typeof LEVELS)[number];

/** How fast one level answers the same texts. */
export interface Level {
  readonly name: LevelName;
  /** What was asked: a folder or a URL. */
  readonly where: string;
  readonly requestsPerSecond: number;
  readonly p50: Times;
  readonly p95: Times;
  readonly p99: Times;
  /** What a service's own diagnosis says. */
  readonly verdict?: Verdict;
}

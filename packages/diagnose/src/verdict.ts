import type { Attribution } from "./attribute.ts";
import type { Observation } from "./observation.ts";
import type { Part } from "./parts.ts";

export type Culprit = "model" | "service" | "deployment" | "network";

/** What requests may take, in milliseconds. */
export interface Budget {
  /** That the slowest of 20 requests may take, as its caller sees it. */
  readonly total: number;
  /** That one prediction may take. */
  readonly model: number;
}

/** Something that takes time or may soon, by whom, and what to do about it. */
export interface Finding {
  readonly culprit: Culprit;
  readonly evidence: string;
  readonly change: string;
}

export interface Verdict {
  /** Whether the budget is met, and hardly a request failed. */
  readonly passed: boolean;
  readonly budget: Budget;
  /** Who is to blame; nobody when it passed. */
  readonly culprit: Culprit | null;
  readonly summary: string;
  /** What takes the most of the requests' time. */
  readonly slowest: { readonly p50: Part; readonly p95: Part; readonly p99: Part };
  /** The weightiest first. When it passed: what is worth a look. */
  readonly findings: readonly Finding[];
  readonly attribution: Attribution;
  readonly observation: Observation;
}

import { fewPart } from "./few/part.ts";
import { incrementalPart } from "./incremental/part.ts";
import { latencyPart } from "./latency/part.ts";
import type { Part } from "./part.ts";
import { robustPart } from "./robust/part.ts";
import { scalePart } from "./scale/part.ts";
import { tablePart } from "./table/part.ts";

/** In the order of the document. */
export const parts: readonly Part[] = [
  tablePart,
  fewPart,
  robustPart,
  latencyPart,
  incrementalPart,
  scalePart,
];

/** Generating and training ten million rows takes longer than all the rest. */
export const usualParts: readonly string[] = parts
  .filter((part) => part !== scalePart)
  .map(({ name }) => name);

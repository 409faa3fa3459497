import type { Address } from "./model-at.ts";
import { type Figures, parseMetrics } from "./metrics/parse.ts";

/** A service that has just been overloaded answers what it was asked before first. */
const PATIENCE = 30_000;

/** What a service shows at `/metrics`; nothing where it does not, which is no reason to know nothing else of it. */
export async function readFigures({ url, headers }: Address): Promise<Figures> {
  try {
    const response = await fetch(`${url}/metrics`, { headers, signal: AbortSignal.timeout(PATIENCE) });
    return parseMetrics(response.ok ? await response.text() : "");
  } catch {
    return new Map();
  }
}

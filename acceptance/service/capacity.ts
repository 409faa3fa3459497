import { findCapacity } from "@eslabon/diagnose";
import { MODEL, type Served } from "./serving.ts";

/** What all of the service's answers may take, in milliseconds: the slowest of 20. */
export const BUDGET = 150;

/** Requests a second about such texts that a service holds within the budget; it is warm then. */
export async function capacityOf({ url }: Served, texts: readonly string[]): Promise<number> {
  const target = { url, headers: {}, model: MODEL, inputs: texts.map((text) => ({ text })) };
  const capacity = await findCapacity(target, BUDGET, (message) => console.log(message));
  if (!capacity) throw new Error("the service holds nothing within its budget");
  return capacity.requestsPerSecond;
}

import { askRunning, type Chain, type Running } from "@eslabon/chain";
import { type Deployment, type Drift, findDrift } from "@eslabon/chart";
import { EslabonError } from "@eslabon/link";
import { fetchWanted } from "./fetch-wanted.ts";
import { findDeployment, isUrl } from "./find-deployment.ts";

/** What runs in an environment. */
export interface Environment extends Running {
  readonly name: string;
  /** How that differs from what its file says, or why it cannot be told; absent where it has no file. */
  readonly drift?: Drift | { readonly error: string };
}

/** Asks the service of an environment what it is, and its cluster whether that is what its file says. */
export async function lookAt(chain: Chain, name: string, place: string): Promise<Environment> {
  if (isUrl(place)) return { name, ...(await askRunning(place)) };
  const deployment = await findDeployment(chain, name);
  const [running, drift] = await Promise.all([askRunning(deployment.url), driftOf(chain, deployment)]);
  return { name, ...running, drift };
}

async function driftOf(chain: Chain, deployment: Deployment): Promise<NonNullable<Environment["drift"]>> {
  try {
    using chart = await fetchWanted(chain, deployment);
    return await findDrift(deployment, chart);
  } catch (error) {
    if (!(error instanceof EslabonError)) throw error;
    return { error: error.message };
  }
}

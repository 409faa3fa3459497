import type { Chain } from "@eslabon/chain";
import { type Deployment, readDeployment } from "@eslabon/chart";
import { cliErrors } from "../errors.ts";

const URL_START = /^https?:\/\//u;

/** Whether an environment is only known by its URL, and not by a file. */
export function isUrl(place: string): boolean {
  return URL_START.test(place);
}

/**
 * What is deployed in an environment, as its file says.
 *
 * @throws EslabonError `CLI_ENVIRONMENT_UNKNOWN`, `ENVIRONMENT_INVALID`.
 */
export async function findDeployment({ environments }: Chain, name: string): Promise<Deployment> {
  const place = environments[name];
  if (place !== undefined && !isUrl(place)) return readDeployment(place);
  const known = Object.keys(environments).filter((each) => !isUrl(environments[each]!));
  throw cliErrors.CLI_ENVIRONMENT_UNKNOWN(name, known);
}

/** The URL of an environment. */
export async function urlOf(place: string): Promise<string> {
  return isUrl(place) ? place : (await readDeployment(place)).url;
}

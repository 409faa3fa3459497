import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { EslabonError, readPackage } from "@eslabon/link";
import { loadServiceConfig } from "./config/load.ts";
import type { ServiceDefinition } from "./definition.ts";
import { serviceErrors } from "./errors.ts";
import { startService } from "./start.ts";

export interface RunOptions {
  /** The folder of the service's package. */
  readonly folder: string;
  /** npm name of the model's package, which is installed for it. */
  readonly model: string;
  readonly definition: ServiceDefinition;
}

const WRONG_USE = 2;

/**
 * Starts a service's package, as the program that it is, as the environment or the configuration's file says: `PORT`, `HOST`, `ESLABON_CONFIG`.
 * What is wrong goes to standard error, and the process ends with 2.
 */
export async function runService({ folder, model, definition }: RunOptions): Promise<void> {
  try {
    const { version } = await readPackage(folder);
    const config = await loadServiceConfig({ declared: { port: definition.port } });
    await startService({ folder: installed(model, folder), version, definition, config });
  } catch (error) {
    if (!(error instanceof EslabonError)) throw error;
    process.stderr.write(`error ${error.code}: ${error.message}\n  fix: ${error.fix}\n`);
    process.exitCode = WRONG_USE;
  }
}

function installed(model: string, folder: string): string {
  try {
    return dirname(createRequire(join(folder, "start.js")).resolve(`${model}/package.json`));
  } catch {
    throw serviceErrors.SERVICE_MODEL_ABSENT(model, folder);
  }
}

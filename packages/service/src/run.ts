import { EslabonError, readPackage } from "@eslabon/link";
import { loadServiceConfig } from "./config/load.ts";
import type { ServiceDefinition } from "./definition.ts";
import { furtherModels, installedModel } from "./models/installed.ts";
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
    await startService({
      folder: installedModel(model, folder),
      further: furtherModels(definition, folder),
      version,
      definition,
      config,
    });
  } catch (error) {
    if (!(error instanceof EslabonError)) throw error;
    process.stderr.write(`error ${error.code}: ${error.message}\n  fix: ${error.fix}\n`);
    process.exitCode = WRONG_USE;
  }
}

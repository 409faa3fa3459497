import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ServiceDefinition } from "../definition.ts";
import { serviceErrors } from "../errors.ts";

/**
 * The folder of a model's package that is installed for what is in a folder.
 *
 * @throws EslabonError `SERVICE_MODEL_ABSENT`
 */
export function installedModel(name: string, folder: string): string {
  try {
    return dirname(createRequire(join(folder, "package.json")).resolve(`${name}/package.json`));
  } catch {
    throw serviceErrors.SERVICE_MODEL_ABSENT(name, folder);
  }
}

/**
 * The folders of the further models that a definition names.
 *
 * @param folder that of the service's `package.json`
 * @throws EslabonError `SERVICE_MODEL_ABSENT`
 */
export function furtherModels({ models = [] }: ServiceDefinition, folder: string): readonly string[] {
  return models.map((name) => installedModel(name, folder));
}

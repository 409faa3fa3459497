import { loadModel, type Model } from "@eslabon/model";
import type { ServiceDefinition } from "../definition.ts";
import type { OpenApi } from "../interface/openapi.ts";
import { createService } from "../service.ts";

/**
 * The OpenAPI document that a service answers with.
 *
 * @throws EslabonError `MODEL_PACKAGE_BROKEN`; and what {@link createService} throws.
 */
export async function describeService(
  definition: ServiceDefinition,
  version: string,
  modelFolders: readonly [own: string, ...further: string[]],
): Promise<OpenApi> {
  const [model, ...further] = (await Promise.all(modelFolders.map(loadModel))) as [Model, ...Model[]];
  const app = await createService({ model, further, version, definition });
  try {
    // As text and back: some of what the framework gives is more than JSON.
    return JSON.parse(JSON.stringify(app.swagger())) as OpenApi;
  } finally {
    await app.close();
  }
}

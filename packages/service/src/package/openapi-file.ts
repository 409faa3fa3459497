import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { OpenApi } from "../interface/openapi.ts";
import { serviceErrors } from "../errors.ts";

export const OPENAPI_FILE = "openapi.json";

/**
 * The OpenAPI document in a service's package.
 *
 * @throws EslabonError `SERVICE_PACKAGE_BROKEN`
 */
export async function readOpenapi(folder: string): Promise<OpenApi> {
  try {
    return JSON.parse(await readFile(join(folder, OPENAPI_FILE), "utf8")) as OpenApi;
  } catch (cause) {
    throw serviceErrors.SERVICE_PACKAGE_BROKEN(folder, `${OPENAPI_FILE} cannot be read`, cause);
  }
}

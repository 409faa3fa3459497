import type { Change } from "@eslabon/link";
import { openapiChanges } from "./interface/openapi-changes.ts";
import { readOpenapi } from "./package/openapi-file.ts";

/**
 * What has changed for who calls a service, from one package of it to another.
 *
 * @throws EslabonError `SERVICE_PACKAGE_BROKEN`
 */
export async function serviceChanges(released: string, next: string): Promise<readonly Change[]> {
  return openapiChanges(await readOpenapi(released), await readOpenapi(next));
}

import { join } from "node:path";
import { writeJson } from "@eslabon/link";
import { OPENAPI_FILE, readOpenapi } from "./package/openapi-file.ts";
import { SERVICE_VERSION_HEADER } from "./versions.ts";

/**
 * Sets the version in the OpenAPI document of a service's package: in its head, and in the header by which every answer says it.
 *
 * @throws EslabonError `SERVICE_PACKAGE_BROKEN`
 */
export async function stampService(folder: string, version: string): Promise<void> {
  const document = await readOpenapi(folder);
  document.info.version = version;
  const operations = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path));
  for (const response of operations.flatMap(({ responses = {} }) => Object.values(responses))) {
    const header = response.headers?.[SERVICE_VERSION_HEADER];
    if (header) header.example = version;
  }
  await writeJson(join(folder, OPENAPI_FILE), document);
}

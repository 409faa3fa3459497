import { execFile } from "node:child_process";
import { releaseErrors } from "../errors.ts";

/**
 * The URL of the registry that npm takes packages from in a folder, by its configuration.
 *
 * @throws EslabonError `NPM_FAILED`.
 */
export function configuredRegistry(folder: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile("npm", ["config", "get", "registry"], { cwd: folder }, (error, out, err) => {
      if (error) reject(releaseErrors.NPM_FAILED("npm config get registry", err.trim() || error.message));
      else resolve(out.trim());
    });
  });
}

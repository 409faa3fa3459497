import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What a link's `package.json` says of it. In git its version is `0.0.0`; publishing stamps the real one. */
export interface PackageInfo {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
}

export async function readPackage(folder: string): Promise<PackageInfo> {
  const { name, version, description, license } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  ) as Partial<PackageInfo> & { name: string };
  return {
    name,
    version: version ?? "0.0.0",
    description: description ?? "",
    license: license ?? "UNLICENSED",
  };
}

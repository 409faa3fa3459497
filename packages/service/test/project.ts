import { mkdir, mkdtemp, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Link, PackageInfo } from "@eslabon/link";
import { type ServiceDefinition, serviceLink } from "@eslabon/service";

const PACKAGE = join(import.meta.dirname, "..");
const MODULES = join(PACKAGE, "../../node_modules");

export const info: PackageInfo = {
  name: "@hogar/service",
  version: "0.0.0",
  description: "Claims to trades",
  license: "Apache-2.0",
};

/** The packages that a project has installed: the toolkit, and beside it the newest TypeScript unless it has none. */
export async function installToolkit(root: string, typescript = true): Promise<void> {
  const modules = join(root, "node_modules");
  await mkdir(modules, { recursive: true });
  for (const name of ["@eslabon", "@types", "typebox"])
    await symlink(join(MODULES, name), join(modules, name));
  if (typescript) await symlink(join(PACKAGE, "node_modules/typescript"), join(modules, "typescript"));
}

/** The folder of a project with the files of a service, by their names there. */
export async function serviceProject(
  files: Readonly<Record<string, string>>,
  typescript = true,
): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "eslabon-project-")));
  await installToolkit(root, typescript);
  const folder = join(root, "service");
  const all = { "package.json": JSON.stringify({ ...info, type: "module" }), ...files };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** The link of such a project, as the command line loads it. */
export async function loadService(folder: string, more: Partial<PackageInfo> = {}): Promise<Link> {
  const file = join(folder, "service.ts");
  const module = (await import(pathToFileURL(file).href)) as { default: ServiceDefinition };
  return serviceLink(module.default, folder, { ...info, ...more }, file);
}

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { exists, type PackageInfo, readPackage } from "@eslabon/link";
import { type Manifest, parseManifest } from "@eslabon/model";
import { imageErrors } from "./errors.ts";

/** A published package that goes into the image, as npm has installed it for the link. */
export interface Installed extends PackageInfo {
  readonly folder: string;
}

/** What the image is made of. */
export interface Contents {
  readonly service: Installed;
  readonly model: Installed;
  readonly manifest: Manifest;
}

/**
 * The service and the model that a link's `package.json` names, where the service would answer with that model.
 *
 * @param folder of the link
 * @param service the folder of the service's package
 * @throws EslabonError `IMAGE_MODEL_ABSENT`, `IMAGE_MODEL_OTHER`.
 */
export async function readContents(folder: string, service: string): Promise<Contents> {
  const info = await installed(service);
  const model = await findModel(folder);
  const used = await installed(resolvePackage(service, model.name) ?? model.folder);
  if (used.folder !== model.folder) {
    throw imageErrors.IMAGE_MODEL_OTHER(spec(model), spec(info), spec(used));
  }
  const manifest = parseManifest(await readFile(join(model.folder, "model.json"), "utf8"));
  return { service: info, model, manifest };
}

async function findModel(folder: string): Promise<Installed> {
  const { dependencies = {} } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    dependencies?: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies)) {
    const found = resolvePackage(folder, name);
    if (found !== undefined && (await exists(join(found, "model.json")))) return installed(found);
  }
  throw imageErrors.IMAGE_MODEL_ABSENT(folder);
}

function resolvePackage(from: string, name: string): string | undefined {
  try {
    return dirname(createRequire(join(from, "package.json")).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

async function installed(folder: string): Promise<Installed> {
  return { ...(await readPackage(folder)), folder };
}

function spec({ name, version }: PackageInfo): string {
  return `${name}@${version}`;
}

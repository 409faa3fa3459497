import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type PackageInfo, readPackage } from "@eslabon/link";

type Ranges = Readonly<Record<string, string>>;

interface Dependencies {
  readonly dependencies?: Ranges;
  readonly devDependencies?: Ranges;
  readonly optionalDependencies?: Ranges;
}

export interface PackageFileOptions {
  /** What the link's own `package.json` says. */
  readonly package: PackageInfo;
  /** The folder of the link. */
  readonly folder: string;
  /** The folder of the model's package. */
  readonly upstream: string;
  /** The module of the definition, in the package: `service.js`. */
  readonly entry: string;
}

const TOOLKIT = "@eslabon/service";

/**
 * `package.json` of a service's package. It needs what the link's needs; the model by the range that stands there, or any of the same major
 * version as the one that it was built with, and this package likewise.
 */
export async function packageFile({
  package: about,
  folder,
  upstream,
  entry,
}: PackageFileOptions): Promise<object> {
  const link = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Dependencies;
  const model = await readPackage(upstream);
  const own = await readPackage(fileURLToPath(new URL("../..", import.meta.url)));
  const ranges: Ranges = { ...link.devDependencies, ...link.dependencies };
  const { name, version, description, license } = about;
  return {
    name,
    version,
    description,
    license,
    type: "module",
    engines: { node: ">=24" },
    bin: { [commandOf(name)]: "start.js" },
    exports: {
      ".": `./${entry}`,
      "./openapi.json": "./openapi.json",
      "./package.json": "./package.json",
    },
    dependencies: sorted({
      ...link.dependencies,
      [TOOLKIT]: ranges[TOOLKIT] ?? `^${own.version}`,
      [model.name]: ranges[model.name] ?? `^${model.version}`,
    }),
    ...(link.optionalDependencies && { optionalDependencies: sorted(link.optionalDependencies) }),
  };
}

/** `@hogar/service` → `hogar-service`: what npm puts the start under. */
export function commandOf(name: string): string {
  return name.replace(/^@/u, "").replaceAll("/", "-");
}

function sorted(ranges: Ranges): Ranges {
  return Object.fromEntries(Object.entries(ranges).sort(([one], [other]) => (one < other ? -1 : 1)));
}

import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Chain, Registries } from "@eslabon/chain";
import { isFolder } from "@eslabon/oci";
import { chainErrors, EslabonError, exists, type Link, type PackageInfo, readPackage } from "@eslabon/link";
import { Value } from "typebox/value";
import { cliErrors } from "../errors.ts";
import { type BenchDefinition, ChainConfig } from "./config.ts";

const CONFIG = "eslabon.config.ts";

type MakeLink = (
  declaration: unknown,
  folder: string,
  info: PackageInfo,
  file: string,
  environments: Chain["environments"],
) => Promise<Link>;

// Each link's package is loaded only when the chain has that link: DuckDB alone takes longer than all the rest.
const LINKS: Readonly<Record<keyof ChainConfig["links"], MakeLink>> = {
  data: async (declaration, folder, info) => {
    const { dataLink } = await import("@eslabon/data");
    return dataLink(declaration as Parameters<typeof dataLink>[0], folder, info);
  },
  model: async (declaration, folder, info) => {
    const { modelLink } = await import("@eslabon/model");
    return modelLink(declaration as Parameters<typeof modelLink>[0], folder, info);
  },
  service: async (declaration, folder, info, file) => {
    const { serviceLink } = await import("@eslabon/service");
    return serviceLink(declaration as Parameters<typeof serviceLink>[0], folder, info, file);
  },
  image: async (declaration, folder, info) => {
    const { imageLink } = await import("@eslabon/image");
    return imageLink(declaration as Parameters<typeof imageLink>[0], folder, info);
  },
  chart: async (declaration, folder, info, _file, environments) => {
    const { chartLink } = await import("@eslabon/chart");
    const files = Object.entries(environments).filter(([, place]) => !URL_START.test(place));
    return chartLink(declaration as Parameters<typeof chartLink>[0], folder, info, Object.fromEntries(files));
  },
};

/**
 * The chain whose configuration is in the folder or the nearest one above it.
 *
 * @throws EslabonError `CLI_NO_CHAIN`, `CLI_CONFIG_INVALID`; and what a link's declaration throws.
 */
export async function loadChain(from: string): Promise<Chain & { readonly bench: BenchDefinition }> {
  const file = await findConfig(from);
  const root = dirname(file);
  const config = await importDefault(file);
  const [wrong] = Value.Errors(ChainConfig, config);
  if (wrong) throw cliErrors.CLI_CONFIG_INVALID(file, `${wrong.instancePath || "/"} ${wrong.message}`);
  const { name, links, registries, branches, environments = {}, bench = {} } = config as ChainConfig;
  const places = placeEnvironments(root, environments);
  const loaded: Link[] = [];
  for (const link of ["data", "model", "service", "image", "chart"] as const) {
    const path = links[link];
    if (path !== undefined) loaded.push(await loadLink(link, resolve(root, path), places));
  }
  return {
    name,
    root,
    links: loaded,
    registries: placeRegistries(root, registries),
    branches: { develop: "develop", release: "main", ...branches },
    environments: places,
    bench,
  };
}

const URL_START = /^https?:\/\//u;

function placeRegistries(
  root: string,
  { npm = ".eslabon/registry", oci: configured = "./.eslabon/oci" }: Partial<Registries> = {},
): Registries {
  const { ESLABON_OCI: oci = configured } = process.env;
  return {
    npm: URL_START.test(npm) ? npm : resolve(root, npm),
    oci: isFolder(oci) ? resolve(root, oci) : oci,
  };
}

function placeEnvironments(root: string, environments: Chain["environments"]): Chain["environments"] {
  const places = Object.entries(environments).map(([name, place]) => [
    name,
    URL_START.test(place) ? place : resolve(root, place),
  ]);
  return Object.fromEntries(places) as Chain["environments"];
}

/** @throws EslabonError `CLI_LINK_UNKNOWN`. */
export function findLink(chain: Chain, name: string): Link {
  const link = chain.links.find((each) => each.name === name);
  if (link) return link;
  throw cliErrors.CLI_LINK_UNKNOWN(
    name,
    chain.links.map((each) => each.name),
  );
}

/** Where a link's artifact is. */
export function artifactFolder(chain: Chain, link: string): string {
  return join(chain.root, "build", link);
}

/**
 * The folder of an artifact that has been made.
 *
 * @throws EslabonError `CHAIN_ARTIFACT_MISSING`.
 */
export async function madeArtifact(chain: Chain, link: string): Promise<string> {
  const folder = artifactFolder(chain, link);
  if (await exists(join(folder, "package.json"))) return folder;
  throw chainErrors.CHAIN_ARTIFACT_MISSING(folder, link);
}

async function loadLink(
  name: keyof ChainConfig["links"],
  file: string,
  environments: Chain["environments"],
): Promise<Link> {
  const declaration = await importDefault(file);
  const folder = dirname(file);
  const info = await readPackage(folder).catch((error: unknown) => {
    throw cliErrors.CLI_CONFIG_INVALID(join(folder, "package.json"), (error as Error).message, error);
  });
  return LINKS[name](declaration, folder, info, file, environments);
}

async function importDefault(file: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
    if (module.default === undefined) throw new Error("it has no default export");
    return module.default;
  } catch (error) {
    if (error instanceof EslabonError) throw error;
    throw cliErrors.CLI_CONFIG_INVALID(file, (error as Error).message, error);
  }
}

async function findConfig(from: string): Promise<string> {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const file = join(folder, CONFIG);
    if (await exists(file)) return file;
    if (folder === dirname(folder)) throw cliErrors.CLI_NO_CHAIN(resolve(from));
  }
}

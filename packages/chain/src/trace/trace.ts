import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EslabonError } from "@eslabon/link";
import { releaseErrors } from "../errors.ts";
import {
  commitIn,
  digestContent,
  hexOf,
  packageOf,
  packageUrl,
  type Provenance,
  readProvenance,
} from "../provenance/provenance.ts";
import { type Registry, scopeOf } from "../registry/registry.ts";

export interface PackageVersion {
  readonly name: string;
  readonly version: string;
}

/** A released package as what stands behind another one. */
export interface Traced extends PackageVersion {
  /** The commit that it was made from, and that commit's repository. */
  readonly commit?: string;
  readonly repository?: string;
  /** Subresource Integrity of the archive that the registry has. */
  readonly integrity?: string;
  /**
   * `same`: the registry has the very bytes that were released and that the package in front of it was made from. `different`: it has others.
   * `absent`: it has none. `unknown`: they say nothing of where they come from.
   */
  readonly bytes: "same" | "different" | "absent" | "unknown";
  /** Why they are not the same. */
  readonly detail?: string;
}

/** A package with the digest that its reader was made from. */
interface Expected extends PackageVersion {
  readonly sha512?: string;
}

/**
 * The chain behind a released package, itself the first: each package was made from the one after it, as its provenance says.
 *
 * @throws EslabonError `REGISTRY_VERSION_ABSENT` for the first; `REGISTRY_UNREACHABLE`, `REGISTRY_DENIED`, `REGISTRY_FAILED`.
 */
export async function trace(registry: Registry, first: PackageVersion): Promise<readonly Traced[]> {
  const known = (await registry.versions(first.name)).map(({ version }) => version);
  if (!known.includes(first.version)) {
    throw releaseErrors.REGISTRY_VERSION_ABSENT(`${first.name}@${first.version}`, known);
  }
  const traced: Traced[] = [];
  for (let next: Expected | undefined = first; next && !isIn(traced, next);) {
    const step: Step = await traceOne(registry, next);
    traced.push(step.traced);
    next = step.upstream;
  }
  return traced;
}

/**
 * The packages of versions that run together. What each of them says of the next is compared with the one that runs.
 *
 * @param running in the order in which they read each other, the last reader first
 */
export async function traceRunning(
  registry: Registry,
  running: readonly PackageVersion[],
): Promise<readonly Traced[]> {
  const traced: Traced[] = [];
  let stated: Expected | undefined;
  for (const each of running) {
    const isStated = stated?.name === each.name && stated.version === each.version;
    const step: Step = await traceOne(registry, isStated ? stated! : each);
    traced.push(step.traced);
    stated = step.upstream;
  }
  return traced;
}

interface Step {
  readonly traced: Traced;
  readonly upstream: Expected | undefined;
}

async function traceOne(registry: Registry, expected: Expected): Promise<Step> {
  const { name, version } = expected;
  const published = (await registry.versions(name)).find((each) => each.version === version);
  if (!published) {
    const detail = "the registry does not have it";
    return { traced: { name, version, bytes: "absent", detail }, upstream: undefined };
  }
  const { integrity } = published;
  const found = await inspect(registry, expected);
  if (found instanceof EslabonError) {
    const bytes = found.code === "REGISTRY_DAMAGED" ? "different" : "unknown";
    return { traced: { name, version, integrity, bytes, detail: found.message }, upstream: undefined };
  }
  const { provenance, content } = found;
  const commit = commitIn(provenance);
  const repository = repositoryIn(provenance);
  const why = difference(provenance, content, integrity, expected);
  return {
    traced: {
      name,
      version,
      ...(commit !== undefined && { commit }),
      ...(repository !== undefined && { repository }),
      integrity,
      ...(why === undefined ? { bytes: "same" } : { bytes: "different", detail: why }),
    },
    upstream: upstreamIn(provenance, expected),
  };
}

interface Contents {
  readonly provenance: Provenance;
  /** The digest of all other files. */
  readonly content: string;
}

/** What the registry has now: packages that were fetched earlier would not tell. */
async function inspect(registry: Registry, { name, version }: Expected): Promise<Contents | EslabonError> {
  const folder = await mkdtemp(join(tmpdir(), "eslabon-trace-"));
  try {
    await registry.fetch(name, version, folder);
    const provenance = await readProvenance(folder, `${name}@${version}`);
    return { provenance, content: await digestContent(folder) };
  } catch (error) {
    const isFinding =
      error instanceof EslabonError && ["REGISTRY_DAMAGED", "VERIFY_PROVENANCE_ABSENT"].includes(error.code);
    if (isFinding) return error;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Why the bytes are not those that were released; `undefined` when they are. */
function difference(
  { subject }: Provenance,
  content: string,
  integrity: string,
  { name, version, sha512 }: Expected,
): string | undefined {
  if (subject[0]!.name !== packageUrl(name, version)) return `its provenance is that of ${subject[0]!.name}`;
  if (content !== subject[0]!.digest.dirHash1) return "its files are not those that its provenance states";
  if (sha512 !== undefined && sha512 !== hexOf(integrity)) {
    return "its archive is not the one that its reader was made from";
  }
  return undefined;
}

/** The package of the same scope that a package was made from: of the link before it, or else the candidate whose content it is. */
function upstreamIn({ predicate }: Provenance, { name, version }: PackageVersion): Expected | undefined {
  const scope = scopeOf(name);
  const packages = predicate.buildDefinition.resolvedDependencies.flatMap(({ uri, digest }) => {
    const found = packageOf(uri);
    if (!found?.name.startsWith(`${scope}/`)) return [];
    return [{ ...found, ...(digest?.sha512 !== undefined && { sha512: digest.sha512 }) }];
  });
  return (
    packages.find((each) => each.name !== name)
    ?? packages.find((each) => each.name === name && each.version !== version)
  );
}

function repositoryIn({ predicate }: Provenance): string | undefined {
  const { resolvedDependencies } = predicate.buildDefinition;
  return resolvedDependencies.find(({ digest }) => digest?.gitCommit !== undefined)?.uri;
}

function isIn(traced: readonly Traced[], { name, version }: PackageVersion): boolean {
  return traced.some((each) => each.name === name && each.version === version);
}

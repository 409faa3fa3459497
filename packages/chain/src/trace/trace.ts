import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EslabonError } from "@eslabon/link";
import { releaseErrors } from "../errors.ts";
import { commitIn, digestContent, type Provenance, readProvenance } from "../provenance/provenance.ts";
import { isSame, packageOf, packageUrl, type Resource } from "../provenance/resource.ts";
import type { Registry } from "../registry/registry.ts";
import { scopeOf } from "../registry/scope.ts";

export interface PackageVersion {
  readonly name: string;
  readonly version: string;
}

/** A released package as what stands behind another one. */
export interface Traced extends PackageVersion {
  /** The commit that it was made from, and that commit's repository. */
  readonly commit?: string;
  readonly repository?: string;
  /** By what the registry knows it: see `Published`. */
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
  readonly digest?: Resource["digest"];
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
  const waiting: Expected[] = [first];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { traced: found, upstream } = await traceOne(registry, next);
    traced.push(found);
    // What a reader names itself counts, and not what others in front of it were made with.
    waiting.push(
      ...upstream.filter((each) => each.name === next.name || !isNamed([...traced, ...waiting], each)),
    );
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
  const stated: Expected[] = [];
  for (const each of running) {
    const expected = stated.find(({ name, version }) => name === each.name && version === each.version);
    const step: Step = await traceOne(registry, expected ?? each);
    traced.push(step.traced);
    stated.push(...step.upstream);
  }
  return traced;
}

interface Step {
  readonly traced: Traced;
  readonly upstream: readonly Expected[];
}

async function traceOne(registry: Registry, expected: Expected): Promise<Step> {
  const { name, version } = expected;
  const published = (await registry.versions(name)).find((each) => each.version === version);
  if (!published) {
    const detail = "the registry does not have it";
    return { traced: { name, version, bytes: "absent", detail }, upstream: [] };
  }
  const { integrity } = published;
  const found = await inspect(registry, expected);
  if (found instanceof EslabonError) {
    const bytes = found.code === "REGISTRY_DAMAGED" ? "different" : "unknown";
    return { traced: { name, version, integrity, bytes, detail: found.message }, upstream: [] };
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
  { name, version, digest }: Expected,
): string | undefined {
  if (subject[0]!.name !== packageUrl(name, version, integrity))
    return `its provenance is that of ${subject[0]!.name}`;
  if (content !== subject[0]!.digest.dirHash1) return "its files are not those that its provenance states";
  if (digest !== undefined && !isSame(integrity, digest)) {
    return "its archive is not the one that its reader was made from";
  }
  return undefined;
}

/** The packages of the same scope that a package was made from: of the links that it reads, or else the candidate whose content it is. */
function upstreamIn({ predicate }: Provenance, { name, version }: PackageVersion): readonly Expected[] {
  const scope = scopeOf(name);
  const packages = predicate.buildDefinition.resolvedDependencies.flatMap(({ uri, digest }) => {
    const found = packageOf(uri, scope);
    if (!found?.name.startsWith(`${scope}/`)) return [];
    return [{ ...found, ...(digest && { digest }) }];
  });
  const others = packages.filter((each) => each.name !== name);
  if (others.length > 0) return others;
  return packages.filter((each) => each.version !== version).slice(0, 1);
}

function repositoryIn({ predicate }: Provenance): string | undefined {
  const { resolvedDependencies } = predicate.buildDefinition;
  return resolvedDependencies.find(({ digest }) => digest?.gitCommit !== undefined)?.uri;
}

function isNamed(known: readonly PackageVersion[], { name }: PackageVersion): boolean {
  return known.some((each) => each.name === name);
}

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Link, Reading } from "@eslabon/link";
import semver from "semver";
import type { Chain } from "./chain.ts";
import { releaseErrors } from "./errors.ts";

/** What a link needs of the link that it reads. */
export interface Dependency extends Reading {
  /** npm name of the package: `@hogar/data`. */
  readonly package: string;
}

/** The packages of the links that a link reads; none for one that reads sources only. */
export function dependenciesOf(chain: Pick<Chain, "links">, link: Link): readonly Dependency[] {
  const links = [link, ...chain.links];
  return (link.reads ?? []).map((reading) => ({
    ...reading,
    package: packageOfLink({ links }, reading.link),
  }));
}

/**
 * The npm name of a link's package. That of a link which is not part of the chain here, having a repository of its own, is the others' name
 * with another last part: `@hogar/data` beside `@hogar/model`.
 */
export function packageOfLink({ links }: Pick<Chain, "links">, name: string): string {
  const own = links.find((link) => link.name === name)?.package.name;
  const sibling = links[0]?.package.name ?? "";
  return own ?? sibling.slice(0, sibling.lastIndexOf("/") + 1) + name;
}

/** The part of `package.json` that says what a package needs. */
interface PackageJson {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  /** What is in the OCI registry, where npm does not look. */
  readonly oci?: Readonly<Record<string, string>>;
}

/** The part of `package-lock.json` that says what is installed where. */
interface PackageLock {
  readonly packages?: Readonly<Record<string, { readonly version?: string }>>;
}

/** The versions that a `package.json` asks for: `1.0.0`, `^1.1.0`; `undefined` when it does not ask for the package. */
export function requestedRange(packageJson: string, dependency: string): string | undefined {
  const { dependencies = {}, devDependencies = {}, oci = {} } = JSON.parse(packageJson) as PackageJson;
  return dependencies[dependency] ?? devDependencies[dependency] ?? oci[dependency];
}

/** The version of a package that a `package-lock.json` holds; `undefined` when it holds none, or a folder in its place. */
export function lockedVersion(packageLock: string, dependency: string): string | undefined {
  const { packages = {} } = JSON.parse(packageLock) as PackageLock;
  return packages[`node_modules/${dependency}`]?.version;
}

/**
 * The versions of a dependency that a link's `package.json` asks for.
 *
 * @throws EslabonError `DEPENDENCY_ABSENT`, `DEPENDENCY_UNPUBLISHED` when it asks for a folder or another thing that is no version.
 */
async function publishedRange(link: Link, dependency: Dependency): Promise<string> {
  const range = requestedRange(await readFile(join(link.folder, "package.json"), "utf8"), dependency.package);
  if (range === undefined)
    throw releaseErrors.DEPENDENCY_ABSENT(link.name, dependency.link, dependency.package);
  if (semver.validRange(range) === null) {
    throw releaseErrors.DEPENDENCY_UNPUBLISHED(link.name, dependency.package, range);
  }
  return range;
}

/**
 * The folder of the published package that a link reads, as npm has installed it for the link.
 *
 * @throws EslabonError `DEPENDENCY_NOT_INSTALLED`; and as {@link publishedRange}.
 */
export async function installedDependency(link: Link, dependency: Dependency): Promise<string> {
  const range = await publishedRange(link, dependency);
  const require = createRequire(join(link.folder, "package.json"));
  try {
    return dirname(require.resolve(`${dependency.package}/package.json`));
  } catch {
    throw releaseErrors.DEPENDENCY_NOT_INSTALLED(link.folder, `${dependency.package}@${range}`);
  }
}

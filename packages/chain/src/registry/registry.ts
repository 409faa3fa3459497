import type { Registries } from "../chain.ts";
import { npmRegistry } from "./npm-registry.ts";
import { ociRegistry } from "./oci-registry.ts";

/** A version of a package as a registry has it. */
export interface Published {
  readonly version: string;
  /** Of an npm package the Subresource Integrity of its archive, `sha512-…`; of an OCI artifact the digest of its manifest, `sha256:…`. */
  readonly integrity: string;
}

/** Where packages are published, of whatever kind. */
export interface PackageStore {
  /**
   * Every version of a package, in no order; none when the registry does not know it.
   *
   * @throws EslabonError `REGISTRY_UNREACHABLE`, `REGISTRY_DENIED`, `REGISTRY_FAILED`; for OCI `OCI_UNREACHABLE`, `OCI_DENIED`, `OCI_FAILED`.
   */
  versions(name: string): Promise<readonly Published[]>;
  /**
   * Writes the files of a version into a folder, which is made; of an OCI artifact all but its layers.
   *
   * @throws EslabonError `REGISTRY_VERSION_ABSENT`, `REGISTRY_DAMAGED`, `OCI_DAMAGED`; and as {@link versions}.
   */
  fetch(name: string, version: string, folder: string): Promise<Published>;
  /**
   * Publishes an archive of a package's files. What is there already is never overwritten.
   *
   * @throws EslabonError `REGISTRY_DENIED`, `NPM_FAILED`, `OCI_DENIED`, `OCI_TAG_TAKEN`; and as {@link versions}.
   */
  publish(name: string, archive: string, distTag: string): Promise<void>;
}

/** The registries of a chain's packages, which share a scope. */
export interface Registry extends PackageStore, AsyncDisposable {
  /** That of npm. */
  readonly url: string;
  /** What npm needs to know of it, as environment variables. */
  readonly npmEnvironment: NodeJS.ProcessEnv;
  /** Where OCI artifacts are, where that is configured: as `Registries` has it. */
  readonly oci?: string;
  /** Whether a package is an OCI artifact, which npm cannot install. */
  isOci(name: string): boolean;
}

/**
 * Opens the registries of the packages of a scope. That of npm is at the configured URL, or one that is started in this process for as long as it is
 * open.
 *
 * @param scope with its at sign: `@hogar`
 * @param oci the packages that are OCI artifacts; the others are in the npm registry
 */
export async function openRegistry(
  registries: Registries,
  scope: string,
  oci: readonly string[] = [],
): Promise<Registry> {
  const npm = await npmRegistry(registries, scope);
  const artifacts = ociRegistry(registries.oci);
  const isOci = (name: string): boolean => oci.includes(name);
  const storeOf = (name: string): PackageStore => (isOci(name) ? artifacts : npm);
  return {
    url: npm.url,
    npmEnvironment: npm.npmEnvironment,
    ...(registries.oci !== undefined && { oci: registries.oci }),
    isOci,
    versions: (name) => storeOf(name).versions(name),
    fetch: (name, version, folder) => storeOf(name).fetch(name, version, folder),
    publish: (name, archive, distTag) => storeOf(name).publish(name, archive, distTag),
    [Symbol.asyncDispose]: () => npm[Symbol.asyncDispose](),
  };
}

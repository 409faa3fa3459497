import { type Static, Type } from "typebox";

export const Digests = Type.Record(Type.String(), Type.String({ minLength: 1 }));

/** Something that a package was made from. */
export const Resource = Type.Object({
  uri: Type.String({ minLength: 1 }),
  digest: Type.Optional(Digests),
});
export type Resource = Static<typeof Resource>;

/**
 * A package by its purl (https://github.com/package-url/purl-spec): `pkg:npm/%40hogar/model@1.1.0`, and for an OCI artifact
 * `pkg:oci/image@sha256%3A…?tag=1.1.0`.
 *
 * @param integrity as the registry states it, which for an OCI artifact is part of its name
 */
export function packageUrl(name: string, version: string, integrity?: string): string {
  if (!integrity?.startsWith(OCI)) return `pkg:npm/${name.replace("@", "%40")}@${version}`;
  return `pkg:oci/${name.replace(/^.*\//u, "")}@${encodeURIComponent(integrity)}?tag=${version}`;
}

const OCI = "sha256:";
const NPM_URL = /^pkg:npm\/(?<name>[^@]+)@(?<version>[^@?#]+)$/u;
const OCI_URL = /^pkg:oci\/(?<name>[^@/]+)@[^@?#]+\?tag=(?<version>[^&#]+)$/u;

/**
 * The name and version of a package by its purl; `undefined` for that of another kind.
 *
 * @param scope that of the chain's packages, which OCI artifacts have not in their purl
 */
export function packageOf(
  url: string,
  scope: string,
): { readonly name: string; readonly version: string } | undefined {
  const npm = NPM_URL.exec(url)?.groups;
  if (npm) return { name: decodeURIComponent(npm.name!), version: decodeURIComponent(npm.version!) };
  const oci = OCI_URL.exec(url)?.groups;
  return oci && { name: `${scope}/${oci.name!}`, version: oci.version! };
}

/** A package as something that another was made from, with the digest by which the registry knows it. */
export function packageResource(name: string, version: string, integrity: string | undefined): Resource {
  const uri = packageUrl(name, version, integrity);
  const digest = integrity === undefined ? undefined : hexOf(integrity);
  return digest === undefined ? { uri } : { uri, digest };
}

/** What a registry states of a package's bytes as in-toto writes it, in hex; `undefined` when that is of another kind. */
export function hexOf(
  integrity: string,
): { readonly sha256: string } | { readonly sha512: string } | undefined {
  if (integrity.startsWith(OCI)) return { sha256: integrity.slice(OCI.length) };
  const [, base64] = /(?:^|\s)sha512-([A-Za-z0-9+/=]+)/u.exec(integrity) ?? [];
  return base64 === undefined ? undefined : { sha512: Buffer.from(base64, "base64").toString("hex") };
}

/** Whether a registry states of a package what its reader was made from. */
export function isSame(integrity: string, stated: Resource["digest"]): boolean {
  const entries = Object.entries(hexOf(integrity) ?? {});
  return entries.length > 0 && entries.every(([name, hex]) => stated?.[name] === hex);
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { digestFiles, listFiles, writeJson } from "@eslabon/link";
import { isBlob, isLayout, readLayout } from "@eslabon/oci";
import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import { releaseErrors } from "../errors.ts";
import { Digests, hexOf, packageUrl, Resource } from "./resource.ts";

export const PROVENANCE_FILE = "provenance.json";

const Hex = Type.String({ pattern: "^[0-9a-f]{64}$" });

/**
 * How a released package came to be: an in-toto statement, version 1, with the predicate of SLSA provenance, version 1. Nothing in it varies from
 * one run to the next, so that the package's bytes do not either.
 */
export const Provenance = Type.Object({
  _type: Type.Literal("https://in-toto.io/Statement/v1"),
  /** The package, by its purl, and the digest of all its files but this one; of an OCI artifact that of its manifest, too. */
  subject: Type.Array(
    Type.Object({
      name: Type.String({ pattern: "^pkg:(?:npm|oci)/" }),
      digest: Type.Object({ dirHash1: Hex, sha256: Type.Optional(Hex) }),
    }),
    { minItems: 1, maxItems: 1 },
  ),
  predicateType: Type.Literal("https://slsa.dev/provenance/v1"),
  predicate: Type.Object({
    buildDefinition: Type.Object({
      buildType: Type.String({ minLength: 1 }),
      externalParameters: Type.Object({ link: Type.String(), version: Type.String() }),
      internalParameters: Type.Object({}),
      /** The commit, the package of the link before it, the toolkit, Node, and the candidate whose content it is. */
      resolvedDependencies: Type.Array(Resource),
    }),
    runDetails: Type.Object({
      builder: Type.Object({ id: Type.String({ minLength: 1 }), version: Digests }),
    }),
  }),
});
export type Provenance = Static<typeof Provenance>;

/** What `buildType` says: that a commit's link was built by the toolkit that the commit itself names, and stamped with the version. */
const BUILD_TYPE = "urn:eslabon:release:v1";
const BUILDER = "urn:eslabon:clean-room";

export interface Origin {
  readonly link: string;
  /** The npm name of its package. */
  readonly package: string;
  readonly version: string;
  readonly dependencies: readonly Resource[];
}

/**
 * Writes the provenance of a package into its folder, as the last file of all.
 *
 * @param folder the package, stamped with its version
 */
export async function writeProvenance(folder: string, origin: Origin): Promise<void> {
  const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const statement: Provenance = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [await subjectOf(folder, origin.package, origin.version)],
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: {
        buildType: BUILD_TYPE,
        externalParameters: { link: origin.link, version: origin.version },
        internalParameters: {},
        resolvedDependencies: [...origin.dependencies],
      },
      runDetails: { builder: { id: BUILDER, version: { eslabon: version } } },
    },
  };
  await writeJson(join(folder, PROVENANCE_FILE), statement);
}

async function subjectOf(
  folder: string,
  name: string,
  version: string,
): Promise<Provenance["subject"][number]> {
  const dirHash1 = await digestContent(folder);
  if (!(await isLayout(folder))) return { name: packageUrl(name, version), digest: { dirHash1 } };
  const { digest } = (await readLayout(folder)).descriptor;
  return { name: packageUrl(name, version, digest), digest: { dirHash1, ...hexOf(digest) } };
}

/**
 * The provenance that a package carries.
 *
 * @param folder the package as it was fetched
 * @throws EslabonError `VERIFY_PROVENANCE_ABSENT` when it carries none, or something else under that name.
 */
export async function readProvenance(folder: string, reference: string): Promise<Provenance> {
  const text = await readFile(join(folder, PROVENANCE_FILE), "utf8").catch(() => {
    throw releaseErrors.VERIFY_PROVENANCE_ABSENT(reference, `it has no ${PROVENANCE_FILE}`);
  });
  const statement = parse(text);
  if (Value.Check(Provenance, statement)) return statement;
  const [wrong] = Value.Errors(Provenance, statement);
  const where = wrong?.instancePath ?? "";
  throw releaseErrors.VERIFY_PROVENANCE_ABSENT(
    reference,
    `its ${PROVENANCE_FILE} is invalid at ${where || "/"}`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The digest, in hex, of a package's files, all but its provenance: in-toto's `dirHash1`. */
export async function digestContent(folder: string): Promise<string> {
  const digest = await digestFiles(folder, await contentFiles(folder));
  return digest.replace(/^sha256:/u, "");
}

/** A package's files, all but its provenance; of an OCI artifact not what its index names by a digest, of which a registry gives only a part. */
export async function contentFiles(folder: string): Promise<readonly string[]> {
  const isOci = await isLayout(folder);
  return (await listFiles(folder)).filter((file) => file !== PROVENANCE_FILE && !(isOci && isBlob(file)));
}

/** The commit that a package was made from; `undefined` when its provenance says none. */
export function commitIn({ predicate }: Provenance): string | undefined {
  const { resolvedDependencies } = predicate.buildDefinition;
  return resolvedDependencies.find(({ digest }) => digest?.gitCommit !== undefined)?.digest?.gitCommit;
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type PackageInfo, writeJson } from "@eslabon/link";
import type { BaseImage } from "./builder/builder.ts";
import { fullName } from "./labels.ts";
import { run } from "./program.ts";

const SBOM_FILE = "sbom.cdx.json";

/** What is used of CycloneDX 1.5: https://cyclonedx.org/docs/1.5/json/ */
export interface Sbom {
  readonly bomFormat: "CycloneDX";
  readonly specVersion: string;
  readonly version: number;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

interface Component {
  readonly "bom-ref": string;
  readonly type: string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
}

interface SbomOptions {
  /** The folder of the link. */
  readonly folder: string;
  readonly package: PackageInfo;
  readonly base: string;
  readonly baseImage: BaseImage;
}

const LOCKED = ["--package-lock-only", "--omit=dev", "--sbom-format=cyclonedx"];
const ROOT = "image";

/**
 * The bill of materials of an image: what the lockfile of its link names, as npm tells it, and its base. What differs from one time to the next,
 * such as a serial number, is left out, since its digest tells one from another.
 *
 * @throws EslabonError `IMAGE_PROGRAM_FAILED`.
 */
export async function makeSbom({ folder, package: about, base, baseImage }: SbomOptions): Promise<Sbom> {
  const told = JSON.parse(await run("npm", ["sbom", ...LOCKED], { cwd: folder })) as Sbom;
  const { "bom-ref": root } = told.metadata.component;
  const component: Component = {
    "bom-ref": ROOT,
    type: "container",
    name: about.name,
    version: about.version,
  };
  const below: Component = {
    "bom-ref": "base",
    type: "container",
    name: fullName(base),
    ...(baseImage.digest !== undefined && {
      version: baseImage.digest,
      hashes: [{ alg: "SHA-256", content: baseImage.digest.replace("sha256:", "") }],
    }),
  };
  const dependencies = told.dependencies.map(({ ref, dependsOn = [] }) =>
    ref === root ? { ref: ROOT, dependsOn: [...dependsOn, below["bom-ref"]] } : { ref, dependsOn },
  );
  return {
    bomFormat: "CycloneDX",
    specVersion: told.specVersion,
    version: 1,
    metadata: { component },
    components: [...told.components, below],
    dependencies: [...dependencies, { ref: below["bom-ref"], dependsOn: [] }],
  };
}

export async function writeSbom(folder: string, sbom: Sbom): Promise<void> {
  await writeJson(join(folder, SBOM_FILE), sbom);
}

export async function readSbom(folder: string): Promise<Sbom> {
  return JSON.parse(await readFile(join(folder, SBOM_FILE), "utf8")) as Sbom;
}

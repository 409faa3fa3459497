import type { Change } from "@eslabon/link";
import type { ContainerConfig, ImageConfig } from "./layout/image-config.ts";
import { readImage } from "./layout/image-layout.ts";
import { readSbom, type Sbom } from "./sbom.ts";

/**
 * What has changed from one image to another beside the service and the model, which have steps of their own: its base, the packages in it, and
 * how it is run.
 *
 * @param released the folder of one, of which the layers need not be there
 */
export async function imageChanges(released: string, next: string): Promise<readonly Change[]> {
  const [before, after] = [await readImage(released), await readImage(next)];
  return [
    ...baseChanges(before.config, after.config),
    ...packageChanges(await readSbom(released), await readSbom(next)),
    ...runChanges(before.config.config, after.config.config),
  ];
}

const BASE_NAME = "org.opencontainers.image.base.name";
const BASE_DIGEST = "org.opencontainers.image.base.digest";

function baseChanges(before: ImageConfig, after: ImageConfig): Change[] {
  const [one = {}, other = {}] = [before.config.Labels, after.config.Labels];
  const [name, newName] = [one[BASE_NAME], other[BASE_NAME]];
  if (name !== newName)
    return [{ what: `base ${name ?? "unknown"} → ${newName ?? "unknown"}`, step: "patch" }];
  if (one[BASE_DIGEST] === other[BASE_DIGEST]) return [];
  return [{ what: `another build of the base ${newName ?? "unknown"}`, step: "patch" }];
}

function packageChanges(before: Sbom, after: Sbom): Change[] {
  const [one, other] = [packagesIn(before), packagesIn(after)];
  const differing = [...new Set([...one, ...other])].filter((each) => one.has(each) !== other.has(each));
  const names = new Set(differing.map((each) => each.slice(0, each.lastIndexOf("@"))));
  if (names.size === 0) return [];
  const packages = names.size === 1 ? "1 package" : `${names.size} packages`;
  return [{ what: `${packages} in it: ${[...names].sort().join(", ")}`, step: "patch" }];
}

function packagesIn({ components }: Sbom): ReadonlySet<string> {
  const packages = components.filter(({ type }) => type !== "container");
  return new Set(packages.map(({ name, version = "" }) => `${name}@${version}`));
}

function runChanges(before: ContainerConfig, after: ContainerConfig): Change[] {
  const changes: Change[] = [];
  for (const port of gone(before.ExposedPorts, after.ExposedPorts)) {
    changes.push({ what: `port ${port} is no longer there`, step: "major" });
  }
  for (const port of gone(after.ExposedPorts, before.ExposedPorts)) {
    changes.push({ what: `port ${port} added`, step: "minor" });
  }
  const [one, other] = [variables(before), variables(after)];
  for (const name of new Set([...one.keys(), ...other.keys()])) {
    if (one.get(name) !== other.get(name)) changes.push({ what: `variable ${name}`, step: "minor" });
  }
  for (const [key, what] of RUN) {
    if (JSON.stringify(before[key]) !== JSON.stringify(after[key])) changes.push({ what, step: "minor" });
  }
  return changes;
}

const RUN = [
  ["Entrypoint", "the command that starts it"],
  ["Cmd", "the arguments of the command that starts it"],
  ["Healthcheck", "its health check"],
  ["StopSignal", "the signal that stops it"],
  ["User", "its user"],
  ["Volumes", "its volumes"],
  ["WorkingDir", "its working folder"],
] as const satisfies [keyof ContainerConfig, string][];

function gone(before: object = {}, after: object = {}): string[] {
  return Object.keys(before).filter((key) => !Object.hasOwn(after, key));
}

/** By name, but for the image's version, which is another each time. */
function variables({ Env = [] }: ContainerConfig): ReadonlyMap<string, string> {
  const pairs = Env.map(
    (each) => [each.slice(0, each.indexOf("=")), each.slice(each.indexOf("=") + 1)] as const,
  );
  return new Map(pairs.filter(([name]) => name !== "ESLABON_VERSIONS_IMAGE"));
}

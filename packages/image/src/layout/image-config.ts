/** The part of an image's configuration that is kept: https://github.com/opencontainers/image-spec/blob/main/config.md */
export interface ImageConfig {
  readonly created?: string;
  readonly architecture: string;
  readonly os: string;
  readonly variant?: string;
  readonly config: ContainerConfig;
  readonly rootfs: { readonly type: "layers"; readonly diff_ids: readonly string[] };
  readonly history?: readonly object[];
}

/** How containers of an image are started. `Healthcheck` is Docker's, which the specification leaves room for. */
export interface ContainerConfig {
  readonly User?: string;
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[] | null;
  readonly Volumes?: Readonly<Record<string, object>>;
  readonly WorkingDir?: string;
  readonly StopSignal?: string;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly Healthcheck?: Healthcheck;
}

/** Times are in nanoseconds. */
export interface Healthcheck {
  readonly Test: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly Retries?: number;
}

const KEPT = [
  "User",
  "ExposedPorts",
  "Env",
  "Entrypoint",
  "Cmd",
  "Volumes",
  "WorkingDir",
  "StopSignal",
  "Labels",
  "Healthcheck",
] as const satisfies (keyof ContainerConfig)[];

/** Without what builders note of themselves, such as the container that they worked in. */
export function withoutNotes({ config, ...image }: ImageConfig): ImageConfig {
  const { architecture, os, variant, rootfs, history, created } = image;
  const kept = KEPT.flatMap((key) => {
    const value = config[key];
    return value === undefined || value === null || value === "" ? [] : [[key, value] as const];
  });
  return {
    ...(created !== undefined && { created }),
    architecture,
    os,
    ...(variant !== undefined && { variant }),
    config: Object.fromEntries(kept),
    rootfs,
    ...(history && { history }),
  };
}

const IMAGE_VERSION = "ESLABON_VERSIONS_IMAGE";
const VERSION_LABEL = "org.opencontainers.image.version";

/** Lets an image say a version: in its label, and to the service in it. */
export function withVersion(image: ImageConfig, version: string): ImageConfig {
  const { Env = [], Labels = {} } = image.config;
  const others = Env.filter((variable) => !variable.startsWith(`${IMAGE_VERSION}=`));
  return {
    ...image,
    config: {
      ...image.config,
      Env: [...others, `${IMAGE_VERSION}=${version}`],
      Labels: sorted({ ...Labels, [VERSION_LABEL]: version }),
    },
  };
}

export function versionIn({ Labels = {} }: ContainerConfig): string {
  return Labels[VERSION_LABEL] ?? "0.0.0";
}

export function withLabels(image: ImageConfig, labels: Readonly<Record<string, string>>): ImageConfig {
  const { Labels = {} } = image.config;
  return { ...image, config: { ...image.config, Labels: sorted({ ...Labels, ...labels }) } };
}

function sorted(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)));
}

import type { Link } from "@eslabon/link";

/** A chain as it stands in a folder. */
export interface Chain {
  readonly name: string;
  readonly root: string;
  /** In the order in which they depend on each other. */
  readonly links: readonly Link[];
  readonly registries: Registries;
  readonly branches: Branches;
  /** Where services run: a name such as `prod`, and the URL or the file, absolute, that says what is deployed there. */
  readonly environments: Readonly<Record<string, string>>;
}

export interface Registries {
  /** The URL of an npm registry, or the folder, absolute, in which the embedded one keeps its packages. */
  readonly npm: string;
  /** Where images and charts go: `registry.example.com/hogar`, or a folder, absolute. */
  readonly oci?: string;
}

export interface Branches {
  /** Where work goes on. */
  readonly develop: string;
  /** What is released. */
  readonly release: string;
}

import type { Artifact } from "./artifact.ts";
import type { CheckReport } from "./check.ts";
import type { Change } from "./change.ts";
import type { PackageInfo } from "./package.ts";
import type { Progress } from "./progress.ts";

/** A link of a chain, whatever it makes: what the command line and pipelines know of it. */
export interface Link {
  readonly name: string;
  /** The folder of its sources. */
  readonly folder: string;
  /** What its `package.json` says. */
  readonly package: PackageInfo;
  /** The links whose artifacts it reads, the one that it is made from first; none unless given. */
  readonly reads?: readonly Reading[];
  /**
   * The files that decide what it makes, beside those in its folder and the artifact that it reads; relative to its folder.
   * `undefined` when more than files decides, a database for example: then it is never up to date.
   */
  readonly inputs: readonly string[] | undefined;
  /** A module of the program that makes it (`import.meta.url`): when the program changes, the artifact is out of date. */
  readonly program: string;
  /**
   * Whether it installs the published packages of the links that it reads by itself, and reads no folder. While it is built, npm has to know
   * their registry.
   */
  readonly installs?: boolean;
  /** Makes its artifact from that of the link that it reads, in the folder `upstream`. Absent where there is nothing to make. */
  readonly build?: (options: BuildLinkOptions) => Promise<Artifact>;
  /** Tests the artifact, or with {@link checksSources} the sources and what they do with the artifact in `upstream`. */
  readonly check: (options: CheckLinkOptions) => Promise<CheckReport>;
  /** Whether `check` does without the artifact, which then need not be built for it. */
  readonly checksSources?: boolean;
  /** Sets the version in the files of its artifact that say it, `package.json` apart. */
  readonly stamp?: (artifact: string, version: string) => Promise<void>;
  /** What has changed for who uses the artifact, from the released one to the one that would be released. */
  readonly compare?: (released: string, next: string) => Promise<readonly Change[]>;
  /** Runs what it makes, where that is a server. */
  readonly start?: (options: StartLinkOptions) => Promise<{ readonly url: string }>;
}

/** The link that a link reads, and how its `package.json` names the published version. */
export interface Reading {
  readonly link: string;
  /**
   * `exact`: one version, and each other one is a change of the same step here. `caret`: any of the same major version, so that only a major
   * one is more than a patch here.
   */
  readonly range: "exact" | "caret";
}

export interface BuildLinkOptions {
  readonly upstream: string;
  readonly out: string;
  /** What npm needs to know of the registry of the chain's packages, as environment variables; only for a link that installs some. */
  readonly npmEnvironment?: NodeJS.ProcessEnv;
  /** Where the chain's OCI artifacts are: `registry.example.com/hogar`, or a folder. */
  readonly oci?: string | undefined;
  readonly progress: Progress;
}

export interface StartLinkOptions {
  readonly upstream: string;
  /** A file with the configuration; the one that the environment names unless given. */
  readonly config: string | undefined;
  /** What the configuration says unless given. */
  readonly host: string | undefined;
  /** What the configuration or else the link's declaration says unless given. */
  readonly port: number | undefined;
  /** Whether requests are logged on standard output. */
  readonly log: boolean;
}

export interface CheckLinkOptions {
  readonly upstream: string;
  readonly artifact: string;
  /** The environment on whose cluster the artifact is tried as well, by its name; none unless given. */
  readonly environment?: string | undefined;
  /** Aborted when nobody waits for the report any longer: what was made to try the artifact is removed all the same. */
  readonly signal?: AbortSignal | undefined;
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import semver from "semver";
import { type Dependency, lockedVersion, requestedRange } from "../dependency.ts";
import { fileAt, type Repository } from "../git/repository.ts";
import type { Registry } from "../registry/registry.ts";
import type { DependencyFacts } from "./link-facts.ts";

/** Reads the files of a link's folder by their names; `undefined` for those that are not there. */
export type Files = (name: string) => Promise<string | undefined>;

/** The files as they are in the folder now. */
export function filesIn(folder: string): Files {
  return (name) => readFile(join(folder, name), "utf8").catch(() => undefined);
}

/** The files as they were in a commit. */
export function filesAt({ root, path }: Repository, commit: string): Files {
  return (name) => fileAt(root, commit, path === "" ? name : `${path}/${name}`);
}

/** What a link has of the package that it reads, and what there is of it, but not what its last release had. */
export async function knownDependency(
  files: Files,
  dependency: Dependency,
  registry: Registry,
): Promise<DependencyFacts> {
  const requested = await requestedIn(files, dependency);
  const locked = await versionIn(files, dependency);
  const known = await registry.versions(dependency.package);
  return {
    ...dependency,
    ...(requested !== undefined && { requested }),
    ...(locked !== undefined && { locked }),
    known: known.map(({ version }) => version),
  };
}

/** The version of a dependency that installing gives. */
export async function versionIn(files: Files, dependency: Dependency): Promise<string | undefined> {
  const lock = await files("package-lock.json");
  const locked = lock === undefined ? undefined : lockedVersion(lock, dependency.package);
  if (locked !== undefined) return locked;
  const requested = await requestedIn(files, dependency);
  return requested === undefined ? undefined : (semver.valid(requested) ?? undefined);
}

async function requestedIn(files: Files, dependency: Dependency): Promise<string | undefined> {
  const text = await files("package.json");
  return text === undefined ? undefined : requestedRange(text, dependency.package);
}

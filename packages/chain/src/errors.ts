import { defineErrors } from "@eslabon/link";

export const releaseErrors = defineErrors({
  GIT_ABSENT: (folder: string) => ({
    message: `${folder} is not in a git repository`,
    fix: "a release is a tag on a commit: git init, commit, and try again",
  }),
  GIT_FAILED: (command: string, why: string, cause?: unknown) => ({
    message: `${command} failed: ${why}`,
    fix: "correct what git says here",
    cause,
  }),
  NPM_FAILED: (command: string, why: string) => ({
    message: `${command} failed: ${why}`,
    fix: "correct what npm says here",
  }),
  REGISTRY_UNREACHABLE: (url: string, why: string, cause?: unknown) => ({
    message: `the registry at ${url} does not answer: ${why}`,
    fix: "start it, or correct registries.npm in eslabon.config.ts; nothing was tagged or published",
    cause,
  }),
  REGISTRY_DENIED: (url: string, what: string) => ({
    message: `the registry at ${url} does not allow to ${what}`,
    fix: "put a token that may do it into the environment variable ESLABON_NPM_TOKEN",
  }),
  REGISTRY_FAILED: (url: string, why: string) => ({
    message: `the registry at ${url} answered: ${why}`,
    fix: "see its log; the command can be run again",
  }),
  REGISTRY_VERSION_ABSENT: (reference: string, known: readonly string[]) => ({
    message: `${reference} is not in the registry`,
    fix: known.length > 0 ? `there are ${known.join(", ")}` : "nothing of that name has been released",
  }),
  REGISTRY_SCOPE_ABSENT: (name: string) => ({
    message: `the package name “${name}” has no scope`,
    fix: "name it @CHAIN/LINK, for example @hogar/data: by its scope npm knows in which registry it is",
  }),
  DEPENDENCY_ABSENT: (link: string, upstream: string, name: string) => ({
    message: `the package.json of the ${link} does not depend on ${name}`,
    fix: `eslabon update ${link} ${upstream}`,
  }),
  DEPENDENCY_UNPUBLISHED: (link: string, name: string, range: string) => ({
    message: `the ${link} depends on ${name} by “${range}”, which is no published version`,
    fix: `release ${name} first, then: eslabon update ${link} ${name.replace(/^.*\//u, "")}`,
  }),
  DEPENDENCY_NOT_INSTALLED: (folder: string, reference: string) => ({
    message: `${reference} is not installed in ${folder}`,
    fix: `run npm ci there, with the registry running: eslabon registry`,
  }),
  RELEASE_VERSION_INVALID: (version: string, accepted: readonly string[]) => ({
    message: `“${version}” is no version of a release`,
    fix: `write three numbers, 1.1.0, or 1.1.0-rc.1 for a candidate; accepted: ${listed(accepted)}`,
  }),
  RELEASE_VERSION_TAKEN: (reference: string, accepted: readonly string[]) => ({
    message: `${reference} has been released already, and a released version never changes`,
    fix: `accepted: ${listed(accepted)}`,
  }),
  RELEASE_VERSION_NOT_GREATER: (reference: string, last: string, accepted: readonly string[]) => ({
    message: `${reference} is not greater than ${last}, which has been released`,
    fix: `accepted: ${listed(accepted)}`,
  }),
  RELEASE_VERSION_TOO_SMALL: (reference: string, why: string, accepted: readonly string[]) => ({
    message: `${reference} is too small a step: ${why}`,
    fix: `accepted: ${listed(accepted)}`,
  }),
});

/** `1.0.1, 1.1.0, or 2.0.0`. */
function listed(versions: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "disjunction" }).format(versions);
}

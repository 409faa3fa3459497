import { defineErrors } from "@eslabon/link";

export const releaseErrors = defineErrors({
  GIT_ABSENT: (folder: string) => ({
    message: `${folder} is not in a git repository`,
    fix: "a release is a tag on a commit: git init, commit, and try again",
  }),
  GIT_COMMIT_ABSENT: (root: string, name: string) => ({
    message:
      name === "HEAD"
        ? `nothing has been committed in ${root} yet`
        : `there is no commit “${name}” in ${root}`,
    fix: "a release is a tag on a commit: git add, git commit, and try again",
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
  REGISTRY_DAMAGED: (url: string, reference: string, found: string, stated: string) => ({
    message: `the archive of ${reference} in the registry at ${url} is ${found}, and it states ${stated}`,
    fix: "it was changed after its release: bring it back from a copy, or release the next version",
  }),
  REGISTRY_VERSION_ABSENT: (reference: string, known: readonly string[]) => ({
    message: `${reference} is not in the registry`,
    fix: known.length > 0 ? `there are ${known.join(", ")}` : "nothing of that name has been released",
  }),
  REGISTRY_PORT_TAKEN: (port: number, cause?: unknown) => ({
    message: `the registry cannot listen on port ${port}: something else does`,
    fix: "choose another one: --port 4874",
    cause,
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
  RELEASE_NOTHING: (link: string, last: string) => ({
    message: `nothing of the ${link} has changed since ${last}`,
    fix: "there is nothing to release: change something, commit it, and try again",
  }),
  RELEASE_UNDELIVERED: (link: string, tag: string) => ({
    message: `the tag ${tag} is there, but the registry does not have what it releases`,
    fix: `deliver it first: eslabon release ${link} ${tag.replace(/^.*@|^v/u, "")}; or remove the tag, while nobody else has it`,
  }),
  RELEASE_UNCOMMITTED: (link: string, files: readonly string[]) => ({
    message: `the ${link} has changes that are in no commit: ${files.join(", ")}`,
    fix: "commit or remove them: what is released is a commit",
  }),
  RELEASE_BRANCH: (where: string, allowed: readonly string[]) => ({
    message: `${where} is on no branch that is released from`,
    fix: `releases are made on ${listed(allowed)}`,
  }),
  RELEASE_BEHIND: (branch: string) => ({
    message: `${branch} and the remote repository's have each what the other lacks`,
    fix: `git pull origin ${branch}, and try again`,
  }),
  RELEASE_DEPENDENCY_UNRELEASED: (link: string, reference: string, tag: string) => ({
    message: `the ${link} depends on ${reference}, which is not released: the registry does not have it`,
    fix: `the tag ${tag} is missing, or has not been delivered: release it first, or let the ${link} depend on a version that is there`,
  }),
  RELEASE_CHECK_FAILED: (link: string, commit: string, failures: readonly string[]) => ({
    message: `the ${link} of commit ${commit} did not pass: ${failures.join("; ")}`,
    fix: `correct it until this passes: eslabon check ${link} --published; then commit`,
  }),
  RELEASE_TOOLKIT_ABSENT: (commit: string, folder: string) => ({
    message: `commit ${commit} has no eslabon of its own: nothing that is installed for ${folder} brings it`,
    fix: "npm install --save-dev eslabon beside eslabon.config.ts, and commit package.json and package-lock.json",
  }),
  RELEASE_TOOLKIT_FAILED: (command: string, why: string) => ({
    message: `${command} in a clean folder failed: ${why}`,
    fix: "see what it says; eslabon works so with a fresh clone, after npm ci",
  }),
  RELEASE_CONFLICT: (reference: string, what: string) => ({
    message: `${reference} cannot be finished: ${what}`,
    fix: "a release is never changed: release the next version instead, after eslabon release --abort",
  }),
  RELEASE_BUSY: (link: string) => ({
    message: `the ${link} is being released by another process`,
    fix: "wait for it to end",
  }),
  RELEASE_UNFINISHED: (link: string, reference: string) => ({
    message: `the release of ${reference} has begun and not ended`,
    fix: `eslabon release ${link} --resume finishes it, eslabon release ${link} --abort gives it up while nothing is published`,
  }),
  RELEASE_NONE_BEGUN: (link: string) => ({
    message: `no release of the ${link} has begun here`,
    fix: `begin one: eslabon release ${link}`,
  }),
  RELEASE_PUBLISHED: (link: string, reference: string) => ({
    message: `${reference} is published, and stays so`,
    fix: `finish its release: eslabon release ${link} --resume`,
  }),
  RELEASE_STOPPED: (link: string, reference: string, step: string, why: string, cause?: unknown) => ({
    message: `the release of ${reference} stopped at “${step}”: ${why}`,
    fix: `when that is mended: eslabon release ${link} --resume`,
    cause,
  }),
  RELEASE_CANDIDATE_STALE: (link: string, candidate: string, why: string) => ({
    message: `${candidate} is not what would be released: ${why}`,
    fix: `release another candidate: eslabon release ${link} --rc`,
  }),
  RELEASE_MERGE_CONFLICT: (branch: string, commit: string, files: readonly string[]) => ({
    message: `${commit} does not merge into ${branch} by itself: both have changed ${files.join(", ")}`,
    fix: `merge it yourself: git switch ${branch} && git merge ${commit}`,
  }),
  RELEASE_TAG_FIXED: (tag: string) => ({
    message: `${tag} is the tag of a release, which is neither moved nor removed`,
    fix: "release the next version instead",
  }),
  RELEASE_TAG_STRAY: (tag: string, allowed: readonly string[]) => ({
    message: `the commit of ${tag} is on no branch that is released from`,
    fix: `push its branch, too: one of ${listed(allowed)}`,
  }),
  HOOK_REPOSITORY_INVALID: (folder: string, why: string) => ({
    message: `hooks cannot be installed in ${folder}: ${why}`,
    fix: "give the folder of the bare repository that people push to: git init --bare",
  }),
  VERIFY_PROVENANCE_ABSENT: (reference: string, why: string) => ({
    message: `${reference} does not say how it came to be: ${why}`,
    fix: "only what eslabon release has published can be verified",
  }),
  VERIFY_COMMIT_ABSENT: (reference: string, commit: string) => ({
    message: `${reference} was made from commit ${commit}, which is not here`,
    fix: "git fetch, in a clone of the repository that it comes from",
  }),
  HOTFIX_VERSION_UNKNOWN: (reference: string, released: readonly string[]) => ({
    message: `${reference} has not been released from here: there is no tag for it`,
    fix:
      released.length > 0
        ? `there are ${released.join(", ")}`
        : "git fetch --tags, if it was released elsewhere",
  }),
  HOTFIX_BRANCH_EXISTS: (branch: string) => ({
    message: `the branch ${branch} exists already`,
    fix: `go on there: git switch ${branch}`,
  }),
  HOTFIX_UNCOMMITTED: (files: readonly string[]) => ({
    message: `there are changes that are in no commit: ${files.join(", ")}`,
    fix: "commit them, or put them aside with git stash: a hotfix begins from what was released",
  }),
});

/** Errors by which a gate says no, where nothing is wrong with how a command was used. */
const REFUSALS = /^(?:RELEASE_(?!TOOLKIT|NONE_BEGUN|BUSY|STOPPED)|DEPENDENCY_(?!NOT_INSTALLED))/u;

/** Whether an error is the answer of a gate: a version that is refused, a check that failed. */
export function isRefusal({ code }: { readonly code: string }): boolean {
  return REFUSALS.test(code);
}

/** `1.0.1, 1.1.0, or 2.0.0`. */
function listed(versions: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "disjunction" }).format(versions);
}

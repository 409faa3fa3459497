import { EslabonError, type Progress } from "@eslabon/link";
import { releaseErrors } from "../errors.ts";
import { moveBranch, tipWith } from "../git/branch.ts";
import { git } from "../git/git.ts";
import { pushAtomically } from "../git/remote.ts";
import type { Registry } from "../registry/registry.ts";
import { nextStep, type Observed, type ReleaseStep } from "./next-step.ts";
import { observe } from "./observe.ts";
import type { Journal, ReleaseRecord } from "./record.ts";

export interface RunOptions {
  /** The top folder of the repository. */
  readonly root: string;
  readonly journal: Journal;
  readonly registry: Registry;
  readonly progress: Progress;
}

/** How often a step is tried that others can get ahead of, such as a push. */
const TRIES = 3;

/**
 * Does what remains of a release, step by step. Each step looks at what is there first, so that it may have been done before, in part or in
 * whole, by a process that was killed.
 *
 * @returns the steps that were done
 * @throws EslabonError `RELEASE_CONFLICT`, `OCI_TAG_TAKEN`, `REGISTRY_DENIED` and `OCI_DENIED`, after which nothing of the release is left here; `RELEASE_STOPPED` when it can be
 * resumed.
 */
export async function runRelease(
  record: ReleaseRecord,
  options: RunOptions,
): Promise<readonly ReleaseStep[]> {
  const done: ReleaseStep[] = [];
  let step: ReleaseStep | undefined;
  try {
    for (;;) {
      const observed = await observe(options.root, record, options.registry);
      step = nextStep(record, observed);
      if (step === undefined) break;
      await doStep(step, record, observed, options, done);
      done.push(step);
    }
  } catch (error) {
    throw await giveUp(record, options, step ?? done.at(-1) ?? "look", error);
  }
  await options.journal.remove();
  return [...new Set(done)];
}

async function doStep(
  step: ReleaseStep,
  record: ReleaseRecord,
  observed: Observed,
  options: RunOptions,
  done: readonly ReleaseStep[],
): Promise<void> {
  const tries = done.filter((each) => each === step).length;
  if (tries >= TRIES) {
    throw releaseErrors.RELEASE_CONFLICT(
      `${record.link} ${record.version}`,
      `“${step}” was done, and shows nowhere`,
    );
  }
  options.progress(WORDS[step](record));
  await STEPS[step](record, observed, options);
}

const WORDS: Readonly<Record<ReleaseStep, (record: ReleaseRecord) => string>> = {
  tag: ({ tag }) => `setting the tag ${tag}`,
  publish: ({ package: name, version, distTag }) => `publishing ${name}@${version} as ${distTag}`,
  merge: ({ into }) => `bringing it into ${into.join(" and ")}`,
  push: ({ tag }) => `pushing ${tag} and its branches`,
};

type DoStep = (record: ReleaseRecord, observed: Observed, options: RunOptions) => Promise<void>;

const STEPS: Readonly<Record<ReleaseStep, DoStep>> = {
  tag: async ({ tag, commit, package: name, version }, _observed, { root }) => {
    await git(root, ["tag", "--annotate", "--message", `${name} ${version}`, tag, commit]);
  },
  publish: async (record, _observed, { registry, journal }) => {
    try {
      await registry.publish(record.package, journal.archive, record.distTag);
    } catch (error) {
      // Who was killed while publishing may have been done with it: what the registry has decides.
      const versions = await registry.versions(record.package);
      if (!versions.some(({ version }) => version === record.version)) throw error;
    }
  },
  merge: async ({ commit, tag }, { lacking }, { root }) => {
    for (const branch of lacking) {
      await moveBranch(root, branch, await tipWith(root, branch, { commit, name: tag }));
    }
  },
  push: async (_record, { unpushed }, { root }) => pushAtomically(root, unpushed),
};

/** Errors after which the release cannot be finished by trying again. */
const HOPELESS = ["RELEASE_CONFLICT", "OCI_TAG_TAKEN"];
const DENIED = ["REGISTRY_DENIED", "OCI_DENIED"];

/** What the release ends with: taken back when it can never be finished, otherwise left to be resumed. */
async function giveUp(
  record: ReleaseRecord,
  options: RunOptions,
  step: string,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof EslabonError)) return error;
  const never = HOPELESS.includes(error.code) || (DENIED.includes(error.code) && step === "publish");
  if (never) {
    await takeBack(record, options);
    return error;
  }
  const { message, fix } = error;
  const hint = error.code.startsWith("RELEASE_") ? ` (${fix})` : "";
  return releaseErrors.RELEASE_STOPPED(
    record.link,
    `${record.link} ${record.version}`,
    step,
    message + hint,
    error,
  );
}

/** Removes what a release has left here: its journal, and its tag unless somebody else has set it. */
export async function takeBack(
  record: ReleaseRecord,
  { root, journal }: Pick<RunOptions, "root" | "journal">,
): Promise<void> {
  const { tag, tagged, commit } = record;
  const ours = await git(root, ["rev-parse", "--verify", "--quiet", `refs/tags/${tag}^{commit}`]).catch(
    () => undefined,
  );
  if (!tagged && ours === commit) await git(root, ["tag", "--delete", tag]);
  await journal.remove();
}

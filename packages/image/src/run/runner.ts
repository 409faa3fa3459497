import { imageErrors } from "../errors.ts";
import { isThere } from "../program.ts";

/** A program that runs images; both have the same commands. */
export type Runner = "podman" | "docker";

const RUNNERS: readonly Runner[] = ["podman", "docker"];

/** @throws EslabonError `IMAGE_RUNNER_ABSENT`. */
export async function findRunner(): Promise<Runner> {
  for (const runner of RUNNERS) if (await isThere(runner)) return runner;
  throw imageErrors.IMAGE_RUNNER_ABSENT(RUNNERS);
}

import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { output } from "../child.ts";
import { progress } from "../command.ts";
import { preparePython } from "../python.ts";
import type { Contestant } from "./contestants.ts";

const trainer = join(import.meta.dirname, "../model/contestants/scikit_learn.py");

/**
 * The Python of each contestant that is written in it. They have an environment each, because what they need excludes one another.
 */
export async function preparePythons(
  contestants: readonly Contestant[],
  signal: AbortSignal,
): Promise<string[]> {
  const pythons: string[] = [];
  for (const { peer } of contestants) {
    if (peer) pythons.push(await preparePython(signal, peer.folder));
  }
  return pythons;
}

/** Names and versions of what answers, as the requirements have them. */
export async function versionsOf(contestants: readonly Contestant[]): Promise<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const { peer } of contestants) {
    if (!peer) continue;
    const requirements = await readFile(join(peer.folder, "requirements.txt"), "utf8");
    for (const line of requirements.split("\n")) {
      const [name = "", version] = line.split("==");
      if (version !== undefined && peer.software.includes(name)) versions[name] = version;
    }
  }
  return versions;
}

/** Trains the model that all peers answer with; gives its file. Nothing where there is none of them. */
export async function trainScikitLearn(
  [python]: readonly string[],
  rows: string,
  work: string,
  signal: AbortSignal,
): Promise<string> {
  if (python === undefined) return "";
  progress("training scikit-learn's LogisticRegression");
  const out = join(work, "scikit-learn");
  await mkdir(out);
  const arguments_ = [
    ...[trainer, "--classifier", "logistic-regression", "--train", rows, "--out", out],
    ...["--warm-up-texts", "0", "--warm-up-rounds", "0"],
  ];
  await output({ program: python, arguments: arguments_ }, signal);
  return join(out, "model.joblib");
}

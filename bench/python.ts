import { copyFile, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { output } from "./child.ts";
import { progress } from "./command.ts";

/** Of all that Python does here, unless a folder has requirements of its own. */
const BENCH = import.meta.dirname;

interface Environment {
  readonly folder: string;
  readonly python: string;
  readonly requirements: string;
  /** Copied last, so that an environment that was interrupted half-way is made again. */
  readonly installed: string;
}

/** The path of a Python that has exactly what the folder's requirements.txt names. Made once, made again when that file changes. */
export async function preparePython(signal: AbortSignal, of = BENCH): Promise<string> {
  const folder = join(of, ".venv");
  const environment = {
    folder,
    python: join(folder, "bin", "python"),
    requirements: join(of, "requirements.txt"),
    installed: join(folder, "requirements.txt"),
  };
  if (!(await isCurrent(environment))) await makeEnvironment(environment, signal);
  return environment.python;
}

async function makeEnvironment(
  { folder, python, requirements, installed }: Environment,
  signal: AbortSignal,
): Promise<void> {
  progress(`making bench/${relative(BENCH, folder)} (once; it takes a minute or two)`);
  await output({ program: "python3", arguments: ["-m", "venv", "--clear", folder] }, signal);
  const install = ["-m", "pip", "install", "--quiet", "--requirement", requirements];
  await output({ program: python, arguments: install }, signal);
  await copyFile(requirements, installed);
}

async function isCurrent({ requirements, installed }: Environment): Promise<boolean> {
  const wanted = await readFile(requirements, "utf8");
  const there = await readFile(installed, "utf8").catch(() => undefined);
  return there === wanted;
}

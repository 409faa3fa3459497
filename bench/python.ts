import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { output } from "./child.ts";
import { progress } from "./command.ts";

const environment = join(import.meta.dirname, ".venv");
const python = join(environment, "bin", "python");
const requirements = join(import.meta.dirname, "requirements.txt");
/** Copied last, so that an environment that was interrupted half-way is made again. */
const installed = join(environment, "requirements.txt");

/** The path of a Python that has exactly what requirements.txt names. Made once, made again when that file changes. */
export async function preparePython(signal: AbortSignal): Promise<string> {
  if (!(await isCurrent())) await makeEnvironment(signal);
  return python;
}

async function makeEnvironment(signal: AbortSignal): Promise<void> {
  progress("making bench/.venv (once; it takes a minute or two, fastText is compiled)");
  await output({ program: "python3", arguments: ["-m", "venv", "--clear", environment] }, signal);
  const install = ["-m", "pip", "install", "--quiet", "--requirement", requirements];
  await output({ program: python, arguments: install }, signal);
  await copyFile(requirements, installed);
}

async function isCurrent(): Promise<boolean> {
  const wanted = await readFile(requirements, "utf8");
  const there = await readFile(installed, "utf8").catch(() => undefined);
  return there === wanted;
}

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";
import type { Progress } from "@eslabon/link";
import { modelErrors } from "../errors.ts";

export interface RunOptions {
  /** Where it runs, and what its path is relative to. */
  readonly folder: string;
  /** Added to this process's own environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Told each line that it prints, on either output. */
  readonly progress: Progress;
}

/** How many lines of its standard error an error shows. */
const LAST_LINES = 10;

/**
 * Runs a program to its end. When it ends, or this process does, whatever it has started ends too.
 *
 * @throws EslabonError `MODEL_PROGRAM_FAILED`.
 */
export async function runProgram(command: readonly string[], options: RunOptions): Promise<void> {
  const { folder, environment, progress } = options;
  const [program = "", ...parameters] = command;
  const child = spawn(program, parameters, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, by which it can be ended with all its children.
    detached: true,
  });
  const endAll = (): void => endGroup(child.pid);
  // Before others clean up behind it.
  process.prependOnceListener("exit", endAll);
  const last: string[] = [];
  const show = (line: string): void => {
    if (line.trim() !== "") progress(line.trim());
  };
  createInterface({ input: child.stdout }).on("line", (line) => show(stripVTControlCharacters(line)));
  createInterface({ input: child.stderr }).on("line", (line) => {
    const plain = stripVTControlCharacters(line);
    show(plain);
    last.push(plain);
    if (last.length > LAST_LINES) last.shift();
  });
  try {
    const failure = await new Promise<string | undefined>((done) => {
      child.once("error", (error: NodeJS.ErrnoException) =>
        done(`could not be started (${error.code ?? error.message})`),
      );
      // Nothing that it left behind may hold its outputs open.
      child.once("exit", endAll);
      child.once("close", (code, signal) => done(describeEnd(code, signal)));
    });
    if (failure !== undefined) throw modelErrors.MODEL_PROGRAM_FAILED(command.join(" "), failure, last);
  } finally {
    process.off("exit", endAll);
  }
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null): string | undefined {
  if (code === 0) return undefined;
  return signal === null ? `ended with code ${code ?? "unknown"}` : `was ended by ${signal}`;
}

function endGroup(group: number | undefined): void {
  try {
    if (group !== undefined) process.kill(-group, "SIGKILL");
  } catch (error) {
    // Nobody is left in it; of a group whose last process has just ended, macOS says EPERM.
    if (!["ESRCH", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

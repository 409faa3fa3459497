import { execFile as execFileWithCallback } from "node:child_process";
import { promisify } from "node:util";

const execFile = promisify(execFileWithCallback);

export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly folder?: string;
  /** Added to this process's own environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a program to its end and answers what it printed. Fails with what it said on stderr. */
export async function output(command: Command, signal: AbortSignal): Promise<string> {
  const { stdout } = await execFile(command.program, command.arguments, {
    cwd: command.folder,
    env: { ...process.env, ...command.environment },
    maxBuffer: Infinity,
    signal,
  });
  return stdout;
}

import { parseArgs, type ParseArgsConfig } from "node:util";

/** Wrong usage: shown with the command's help, exit code 2. */
export class UsageError extends Error {}

/** Runs a benchmark as a command: Ctrl-C ends its children, and the exit code says how it went. */
export async function command(help: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const interruption = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => interruption.abort());
  try {
    await work(interruption.signal);
  } catch (error) {
    process.exitCode = failure(error, interruption.signal, help);
  }
}

/** The arguments, or a {@link UsageError} that says what is wrong with them. */
export function readArguments<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  options: Options,
): ReturnType<typeof parseArgs<{ options: Options; strict: true }>>["values"] {
  try {
    return parseArgs({ options, strict: true }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** A whole number of at least one. */
export function count(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new UsageError(`--${name} takes a whole number from 1, not “${text}”`);
  }
  return number;
}

/** Some of the names, separated by commas, in the order in which they are offered. */
export function choice(option: string, text: string, offered: readonly string[]): string[] {
  const wanted = text.split(",").map((name) => name.trim());
  const unknown = wanted.find((name) => !offered.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`--${option} knows ${offered.join(", ")}, not “${unknown}”`);
  return offered.filter((name) => wanted.includes(name));
}

/** The command as it was typed, to be shown beside what it measured. */
export function typed(script: string): string {
  const given = process.argv.slice(2);
  return [`npm run ${script}`, ...(given.length > 0 ? ["--", ...given] : [])].join(" ");
}

export function progress(message: string): void {
  console.error(message);
}

function failure(error: unknown, signal: AbortSignal, help: string): number {
  if (signal.aborted) {
    console.error("interrupted; nothing was written");
    return 130;
  }
  console.error(error instanceof Error ? error.message : String(error));
  if (!(error instanceof UsageError)) return 1;
  console.error(`\n${help}`);
  return 2;
}

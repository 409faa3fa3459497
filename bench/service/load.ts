import { join } from "node:path";
import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import { output } from "../child.ts";

const script = join(import.meta.dirname, "load.lua");

export interface Load {
  readonly connections: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

/** What load.lua prints. */
const Throughput = Type.Object({
  requests: Type.Integer(),
  seconds: Type.Number(),
  p50Milliseconds: Type.Number(),
  p99Milliseconds: Type.Number(),
  /** Answers with a status of 400 or more. */
  refused: Type.Integer(),
  /** Connections that failed, and answers that took longer than the time allowed. */
  broken: Type.Integer(),
});
export type Throughput = Static<typeof Throughput>;

/**
 * Sends the questions, a file with one body of JSON a line, in turn over all connections, each one after the other.
 * Fails when one of them is not answered.
 */
export async function send(
  url: string,
  questions: string,
  { connections }: Load,
  seconds: number,
  signal: AbortSignal,
): Promise<Throughput> {
  const arguments_ = [
    ...["--threads", "1", "--connections", String(connections), "--duration", `${seconds}s`],
    ...["--timeout", "20s", "--script", script, url, "--", questions],
  ];
  const printed = await output({ program: "wrk", arguments: arguments_ }, signal);
  const throughput = Value.Parse(Throughput, JSON.parse(printed.slice(printed.indexOf("{"))));
  const { refused, broken, requests } = throughput;
  if (refused + broken > 0) {
    throw new Error(`${url}: of ${requests} requests ${refused} were refused and ${broken} not answered`);
  }
  return throughput;
}

/** The version of wrk, or an error that says that it is missing. */
export async function loadGenerator(signal: AbortSignal): Promise<string> {
  try {
    await output({ program: "wrk", arguments: ["--version"] }, signal);
  } catch (error) {
    signal.throwIfAborted();
    const { code, stdout = "" } = error as NodeJS.ErrnoException & { stdout?: string };
    if (code === "ENOENT") throw new Error("wrk is not installed: apt-get install wrk", { cause: error });
    // It fails, since it was given no URL, and prints its version before its usage.
    return /^wrk (?:debian\/)?(\S+)/u.exec(stdout)?.[1] ?? "unknown";
  }
  return "unknown";
}

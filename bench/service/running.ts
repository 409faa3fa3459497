import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Command } from "../child.ts";

/** How long a contestant may take to start and to stop, in milliseconds. */
const START_TIMEOUT = 120_000;
const STOP_TIMEOUT = 10_000;
/** How often it is asked until it answers. */
const INTERVAL = 5;

export interface Running {
  readonly pid: number;
  /** From the start of its first process to its first answer. */
  readonly startMilliseconds: number;
}

interface Circumstances {
  /** The file that what it says goes into. */
  readonly log: string;
  readonly signal: AbortSignal;
  /** Asks it for the first time; fails as long as it does not answer. */
  readonly first: () => Promise<unknown>;
}

/** Runs a program, and all that it starts, for as long as `work` takes. */
export async function whileRunning<T>(
  { program, arguments: arguments_, folder, environment }: Command,
  { log, signal, first }: Circumstances,
  work: (running: Running) => Promise<T>,
): Promise<T> {
  await using said = await open(log, "w");
  const start = performance.now();
  const child = spawn(program, arguments_, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", said.fd, said.fd],
    // A group of its own, so that its workers end with it.
    detached: true,
  });
  const ended = new AbortController();
  const failure = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      ended.abort();
      void lastLines(log).then((lines) =>
        reject(new Error(`${program} ended early, with ${code ?? "a signal"}:\n${lines}`)),
      );
    });
  });
  const either = AbortSignal.any([signal, ended.signal, AbortSignal.timeout(START_TIMEOUT)]);
  try {
    return await Promise.race([
      failure,
      firstAnswer(first, either).then(() => {
        return work({ pid: child.pid!, startMilliseconds: performance.now() - start });
      }),
    ]);
  } finally {
    await stop(child);
  }
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

async function firstAnswer(ask: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      await ask();
      return;
    } catch {
      await delay(INTERVAL);
    }
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const gone = child.exitCode !== null || child.signalCode !== null ? undefined : once(child, "exit");
  signalGroup(child.pid, "SIGTERM");
  await Promise.race([gone, delay(STOP_TIMEOUT, undefined, { ref: false })]);
  // Whoever is left of it.
  signalGroup(child.pid, "SIGKILL");
  await gone;
}

function signalGroup(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function lastLines(path: string): Promise<string> {
  return (await readFile(path, "utf8")).trim().split("\n").slice(-10).join("\n");
}

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const folder = join(import.meta.dirname, "servers");

/** What the servers are given: a model package, and an answer for the one that does not think. */
export interface Material {
  readonly model: string;
  /** A body of JSON as the service would answer. */
  readonly answer: string;
}

export interface Server {
  readonly title: string;
  readonly file: string;
  arguments(material: Material): string[];
}

export const bare: Server = {
  title: "Fastify, one bare route",
  file: "bare.ts",
  arguments: ({ answer }) => [answer],
};
export const silent: Server = {
  title: "eslabon, no log",
  file: "eslabon.ts",
  arguments: ({ model }) => [model, "silent"],
};
export const logging: Server = {
  title: "eslabon, a line of log a request",
  file: "eslabon.ts",
  arguments: ({ model }) => [model, "logging"],
};

/** Runs a server in a process of its own, its log thrown away, for as long as `work` takes. */
export async function withServer<T>(
  server: Server,
  material: Material,
  signal: AbortSignal,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const child = fork(join(folder, server.file), server.arguments(material), {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    signal,
  });
  const failure = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`${server.title} ended early, with ${code ?? "a signal"}`)),
    );
  });
  try {
    return await Promise.race([failure, once(child, "message").then(([url]) => work(url as string))]);
  } finally {
    await stop(child);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

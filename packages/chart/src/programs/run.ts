import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { chartErrors } from "../errors.ts";

/** Programs that are asked, and how one gets them. */
const PROGRAMS = {
  helm: "https://helm.sh/docs/intro/install (version 3.14 or newer)",
  kubectl: "https://kubernetes.io/docs/tasks/tools",
  kubeconform: "go install github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0",
  "kube-score": "go install github.com/zegl/kube-score/cmd/kube-score@v1.20.0",
} as const;

export type Program = keyof typeof PROGRAMS;

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface RunOptions {
  /** What it reads. */
  readonly input?: string;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a program, as a person would get it by typing its name, and waits for its end.
 *
 * @throws EslabonError `PROGRAM_MISSING`.
 */
export async function tryRun(
  program: Program,
  args: readonly string[],
  { input = "", signal }: RunOptions = {},
): Promise<Ran> {
  // In a group of its own: Ctrl-C on a terminal is for this process only, which knows what of its programs still has to be done.
  const child = spawn(program, args, { stdio: "pipe", detached: true, ...(signal && { signal }) });
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") reject(chartErrors.PROGRAM_MISSING(program, PROGRAMS[program]));
      else if (error.name === "AbortError") resolve(ABORTED);
      else reject(error);
    });
    child.once("close", (code) => resolve(code ?? ABORTED));
  });
  // One that does not read everything has its reasons, and says them.
  child.stdin.on("error", () => undefined).end(input);
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}

const ABORTED = -1;

/**
 * As {@link tryRun}, and gives what it printed.
 *
 * @throws EslabonError `PROGRAM_FAILED` with what it said.
 */
export async function run(program: Program, args: readonly string[], options?: RunOptions): Promise<string> {
  const { code, out, err } = await tryRun(program, args, options);
  if (code === 0) return out;
  throw chartErrors.PROGRAM_FAILED(`${program} ${args.slice(0, 2).join(" ")}`, (err || out).trim());
}

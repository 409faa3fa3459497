import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const REPOSITORY = join(import.meta.dirname, "../..");
const SET = join(REPOSITORY, "bench/data/banking77");
const COMMAND = ["--conditions=@eslabon/source", join(REPOSITORY, "packages/eslabon/src/main.ts")] as const;

/** What the service is asked about. */
export const texts = readFileSync(join(SET, "test.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => (JSON.parse(line) as { text: string }).text);

const PER_LETTER = 20;

/** Longer ones, which take the service so long that a load generator on the same machine can ask more than it can answer. */
export const letters = Array.from({ length: Math.floor(texts.length / PER_LETTER) }, (_, letter) =>
  texts.slice(letter * PER_LETTER, (letter + 1) * PER_LETTER).join(" "),
);

export const MODEL = "banking";
export const MODEL_PATH = `/api/v2/modelos/${MODEL}`;

export const scratch = mkdtempSync(join(tmpdir(), "eslabon-service-"));

/** Trains a model with 77 labels, and gives its package's folder. */
export function trainModel(): string {
  const model = join(scratch, MODEL);
  const columns = ["--text", "text", "--label", "label", "--out", model, "--quiet"];
  execFileSync(process.execPath, [...COMMAND, "train", join(SET, "train.jsonl"), ...columns]);
  return model;
}

/** A service in a process of its own, as the command starts it; it ends with its scope. */
export class Served implements AsyncDisposable {
  readonly url: string;
  readonly #child: ChildProcess;

  static async start(model: string, settings: Readonly<Record<string, string>> = {}): Promise<Served> {
    const child = spawn(process.execPath, [...COMMAND, "serve", model, "--port", "0"], {
      env: { ...process.env, ...settings },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    for await (const chunk of child.stderr.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      said += chunk.toString();
      const url = /listening on (\S+)/u.exec(said)?.[1];
      if (url !== undefined) {
        child.stderr.resume();
        return new Served(url, child);
      }
    }
    throw new Error(`the service did not start: ${said}`);
  }

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Its resident memory, in megabytes. */
  memory(): number {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/mu.exec(
      readFileSync(`/proc/${this.#child.pid!}/status`, "utf8"),
    )?.[1];
    return Number(kilobytes) / 1024;
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.isRunning) return;
    const ended = once(this.#child, "exit");
    this.signal("SIGTERM");
    await ended;
  }
}

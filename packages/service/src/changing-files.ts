import { stat } from "node:fs/promises";

/** How often a file is looked at, in milliseconds. Its folder's events would not tell of a mounted secret that was replaced. */
const INTERVAL = 1000;

/** Looks at files again and again, and tells when one of them is another than before. */
export class ChangingFiles {
  readonly #files: readonly string[];
  readonly #changed: () => Promise<void>;
  readonly #timer: NodeJS.Timeout;
  #seen: string;
  #looking: Promise<void> | undefined;

  static async watch(files: readonly string[], changed: () => Promise<void>): Promise<ChangingFiles> {
    return new ChangingFiles(files, changed, await stampOf(files));
  }

  private constructor(files: readonly string[], changed: () => Promise<void>, seen: string) {
    this.#files = files;
    this.#changed = changed;
    this.#seen = seen;
    this.#timer = setInterval(() => void this.look(), INTERVAL).unref();
  }

  /** Looks now; who asks while it is looked shares the look. */
  look(): Promise<void> {
    this.#looking ??= this.#compare().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #compare(): Promise<void> {
    const stamp = await stampOf(this.#files);
    if (stamp === this.#seen) return;
    this.#seen = stamp;
    await this.#changed();
  }
}

async function stampOf(files: readonly string[]): Promise<string> {
  const stamps = files.map(async (file) => {
    const { mtimeNs, size, ino } = await stat(file, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  });
  // A file that is gone for a moment while it is replaced.
  return (await Promise.allSettled(stamps))
    .map((each) => (each.status === "fulfilled" ? each.value : ""))
    .join();
}

import { hash, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { FastifyBaseLogger } from "fastify";
import type { Caller } from "./caller.ts";
import { ChangingFiles } from "../changing-files.ts";
import { type KnownKey, parseKeys } from "./key-lines.ts";

/** The API keys of a file, which may change while the service runs. */
export class Keys {
  readonly #file: string;
  readonly #log: Pick<FastifyBaseLogger, "info" | "warn">;
  #keys: readonly KnownKey[] = [];
  #changes: ChangingFiles | undefined;

  static async open(file: string, log: Pick<FastifyBaseLogger, "info" | "warn">): Promise<Keys> {
    const keys = new Keys(file, log);
    keys.#changes = await ChangingFiles.watch([file], () => keys.#reload());
    await keys.#reload();
    return keys;
  }

  private constructor(file: string, log: Pick<FastifyBaseLogger, "info" | "warn">) {
    this.#file = file;
    this.#log = log;
  }

  /** Whose key it is. How long that takes says nothing about any key. */
  find(key: string): Caller | undefined {
    const digest = hash("sha256", key, "buffer");
    let caller: Caller | undefined;
    for (const known of this.#keys) {
      if (timingSafeEqual(known.digest, digest)) caller = known.caller;
    }
    return caller;
  }

  /** As `find`, and after a look at the file when the key is not known: a new one is valid from the moment it is written. */
  async findNow(key: string): Promise<Caller | undefined> {
    const caller = this.find(key);
    if (caller) return caller;
    await this.#changes?.look();
    return this.find(key);
  }

  close(): void {
    this.#changes?.stop();
  }

  /** A file that is being written, broken or gone changes nothing: who had access keeps it. */
  async #reload(): Promise<void> {
    try {
      const { keys, wrong } = parseKeys(await readFile(this.#file, "utf8"));
      if (wrong.length > 0) this.#log.warn({ wrong }, "the keys stay as they were: their file is not valid");
      else {
        this.#keys = keys;
        this.#log.info({ keys: keys.length }, "keys read");
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      this.#log.warn({ cause: code }, "the keys stay as they were: their file cannot be read");
    }
  }
}

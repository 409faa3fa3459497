import { closeSync, openSync, writeSync } from "node:fs";
import { type FileHandle, open, rename, truncate } from "node:fs/promises";

export interface RotatedFileOptions {
  readonly path: string;
  /** The most that one file holds, in bytes. */
  readonly size: number;
  /** How many files there may be: `service.log`, behind it `service.log.1`, … */
  readonly count: number;
  /** Called once when writing fails, and again when it does after it has worked. */
  readonly onError: (error: unknown) => void;
}

/** Lines are written some at a time; none waits longer than this, in milliseconds. */
const FLUSH_INTERVAL = 500;
const BUFFERED_BYTES = 12_288;
/** When the disk is slower than what is logged, lines are dropped rather than kept in memory, in bytes. */
const MOST_BYTES = 1 << 20;

/**
 * A log in several files, none of which is ever longer than its size: a line that would not fit begins the next one. A line
 * that fits into none is left out.
 */
export class RotatedFile {
  readonly #options: RotatedFileOptions;
  readonly #exit = (): void => this.#writeAtExit();
  #waiting: string[] = [];
  #waitingBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #handle: FileHandle | undefined;
  #length = 0;
  #writing: Promise<void> | undefined;
  #failed = false;
  /** Lines that were left out, because they came too fast or were too long. */
  dropped = 0;

  constructor(options: RotatedFileOptions) {
    this.#options = options;
    process.on("exit", this.#exit);
  }

  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (bytes > this.#options.size || this.#waitingBytes + bytes > MOST_BYTES) {
      this.dropped += 1;
      return;
    }
    this.#waiting.push(line);
    this.#waitingBytes += bytes;
    if (this.#waitingBytes >= BUFFERED_BYTES) this.#flushSoon(0);
    else this.#flushSoon(FLUSH_INTERVAL);
  }

  /** Resolves when all that was written so far is in the files. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#writing ?? this.#waiting.length > 0) {
      this.#writing ??= this.#writeAll().finally(() => {
        this.#writing = undefined;
      });
      await this.#writing;
    }
  }

  async close(): Promise<void> {
    await this.flush();
    process.off("exit", this.#exit);
    await this.#handle?.close();
    this.#handle = undefined;
  }

  #flushSoon(delay: number): void {
    if (this.#writing) return;
    if (this.#timer !== undefined && delay > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), delay).unref();
  }

  async #writeAll(): Promise<void> {
    const lines = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    try {
      for (const part of await this.#parts(lines)) await part();
      this.#failed = false;
    } catch (error) {
      this.dropped += lines.length;
      if (!this.#failed) this.#options.onError(error);
      this.#failed = true;
    }
  }

  /** What has to be done one after the other, so that each file gets as much as fits. */
  async #parts(lines: readonly string[]): Promise<(() => Promise<void>)[]> {
    await this.#open();
    const parts: (() => Promise<void>)[] = [];
    let text = "";
    let length = this.#length;
    for (const line of lines) {
      const bytes = Buffer.byteLength(line);
      if (length + bytes > this.#options.size) {
        const full = text;
        parts.push(
          () => this.#append(full),
          () => this.#rotate(),
        );
        text = "";
        length = 0;
      }
      text += line;
      length += bytes;
    }
    parts.push(() => this.#append(text));
    return parts;
  }

  async #open(): Promise<void> {
    if (this.#handle) return;
    this.#handle = await open(this.#options.path, "a");
    this.#length = (await this.#handle.stat()).size;
  }

  async #append(text: string): Promise<void> {
    if (text === "") return;
    await this.#open();
    const { bytesWritten } = await this.#handle!.write(text);
    this.#length += bytesWritten;
  }

  async #rotate(): Promise<void> {
    const { path, count } = this.#options;
    await this.#handle?.close();
    this.#handle = undefined;
    if (count === 1) await truncate(path);
    for (let index = count - 1; index > 0; index--) {
      await rename(nameOf(path, index - 1), nameOf(path, index)).catch(ignoreAbsent);
    }
  }

  /** What is left when the process ends by itself goes into the file that is open, if there is room. */
  #writeAtExit(): void {
    const text = this.#waiting.join("");
    if (text === "" || this.#length + Buffer.byteLength(text) > this.#options.size) return;
    try {
      const file = openSync(this.#options.path, "a");
      writeSync(file, text);
      closeSync(file);
    } catch {
      // Nobody is left to be told.
    }
  }
}

const nameOf = (path: string, index: number): string => (index === 0 ? path : `${path}.${index}`);

function ignoreAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}

import { type FileHandle, open } from "node:fs/promises";
import { createInterface } from "node:readline";

/** A label that a person chose, as one line of the file. */
export interface FeedbackLine {
  /** The answer's. */
  readonly id: string;
  readonly label: string;
}

type Done = ReturnType<typeof withResolvers>;
const withResolvers = () => Promise.withResolvers<undefined>();

interface Recorded {
  readonly label: string;
  readonly written: Promise<unknown>;
}

/** The labels that people gave: one JSON line each, on the disk before anyone is told that it was recorded. */
export class FeedbackFile {
  readonly #file: FileHandle;
  /** By id, of all lines. */
  readonly #recorded: Map<string, Recorded>;
  #waiting: { readonly line: string; readonly done: Done }[] = [];
  #writing: Promise<void> | undefined;
  /** Whether the last line was written in part only. */
  #torn: boolean;

  /** Opens a file, which may have been written to before. */
  static async open(path: string): Promise<FeedbackFile> {
    const file = await open(path, "a+");
    const recorded = new Map<string, Recorded>();
    const written = Promise.resolve();
    const stream = file.createReadStream({ start: 0, autoClose: false });
    for await (const line of createInterface({ input: stream })) {
      const known = parseLine(line);
      if (known) recorded.set(known.id, { label: known.label, written });
    }
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    return new FeedbackFile(file, recorded, size > 0 && buffer.toString() !== "\n");
  }

  private constructor(file: FileHandle, recorded: Map<string, Recorded>, torn: boolean) {
    this.#file = file;
    this.#recorded = recorded;
    this.#torn = torn;
  }

  /** Whether an answer was given this label before or another one; `undefined` when it was given none. */
  async compare({ id, label }: FeedbackLine): Promise<"known" | "conflict" | undefined> {
    const known = this.#recorded.get(id);
    await known?.written;
    return known && (known.label === label ? "known" : "conflict");
  }

  /**
   * Resolves when the line is on the disk, to whether it is a new one. Lines that come together are written together. An answer has one
   * label: another one is not written, which resolves to `"conflict"`.
   */
  async record(line: FeedbackLine): Promise<"new" | "known" | "conflict"> {
    if (this.#recorded.has(line.id)) return (await this.compare(line))!;
    const done = withResolvers();
    this.#recorded.set(line.id, { label: line.label, written: done.promise });
    this.#waiting.push({ line: `${JSON.stringify(line)}\n`, done });
    this.#writing ??= this.#writeAll();
    try {
      await done.promise;
      return "new";
    } catch (error) {
      this.#recorded.delete(line.id);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const lines = this.#waiting.splice(0);
      try {
        // What there is of a line that was never finished must not swallow the next one.
        const text = (this.#torn ? "\n" : "") + lines.map(({ line }) => line).join("");
        this.#torn = true;
        await this.#file.appendFile(text);
        this.#torn = false;
        await this.#file.datasync();
        for (const { done } of lines) done.resolve(undefined);
      } catch (error) {
        for (const { done } of lines) done.reject(error);
      }
    }
    this.#writing = undefined;
  }
}

function parseLine(line: string): FeedbackLine | undefined {
  try {
    const { id, label } = JSON.parse(line) as Partial<FeedbackLine>;
    return typeof id === "string" && typeof label === "string" ? { id, label } : undefined;
  } catch {
    return undefined;
  }
}

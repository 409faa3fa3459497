import { type FileHandle, open } from "node:fs/promises";
import type { EventSink } from "./sink.ts";

/** Appends one JSON line an event. */
export function fileSink(path: string): EventSink {
  let file: FileHandle | undefined;
  return {
    async send(events) {
      file ??= await open(path, "a");
      await file.appendFile(events.map(({ json }) => `${json}\n`).join(""));
    },
    async close() {
      await file?.close();
    },
  };
}

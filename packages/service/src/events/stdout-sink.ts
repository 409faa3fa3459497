import { once } from "node:events";
import type { EventSink } from "./sink.ts";

/** Writes one JSON line an event, and waits while nobody reads. */
export function stdoutSink(stream: NodeJS.WritableStream = process.stdout): EventSink {
  return {
    async send(events) {
      if (!stream.write(events.map(({ json }) => `${json}\n`).join(""))) await once(stream, "drain");
    },
    close: () => Promise.resolve(),
  };
}

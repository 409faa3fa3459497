import type { ServiceConfig } from "../config/schema.ts";
import { fileSink } from "./file-sink.ts";
import { kafkaSink } from "./kafka-sink.ts";
import { stdoutSink } from "./stdout-sink.ts";

/** Where events go. */
export interface EventSink {
  /** Resolves when all of them are there. */
  send(events: readonly SentEvent[]): Promise<void>;
  close(): Promise<void>;
}

export interface SentEvent {
  /** What belongs together has the same key: an answer and its feedback. */
  readonly key: string;
  readonly json: string;
}

/** The sink that a setting such as `file:answers.jsonl` names; `undefined` where events go nowhere. */
export function openSink(to: ServiceConfig["events"]["to"]): EventSink | undefined {
  if (to === undefined) return undefined;
  if (to === "stdout") return stdoutSink();
  const [, file] = /^file:(.+)$/su.exec(to) ?? [];
  return file === undefined ? kafkaSink(to) : fileSink(file);
}

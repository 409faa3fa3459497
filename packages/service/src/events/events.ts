import { setTimeout } from "node:timers/promises";
import type { FastifyBaseLogger } from "fastify";
import { Counter, type Registry } from "prom-client";
import { within } from "../within.ts";
import type { CloudEvent } from "./cloud-event.ts";
import type { EventSink, SentEvent } from "./sink.ts";

/** How many events may wait for the sink; what comes then is dropped. */
const MOST_WAITING = 10_000;
const MOST_AT_ONCE = 500;
/** Events go together: how long the first one waits for others, in milliseconds. */
const LINGER = 50;
/** How long stopping waits for what is still to be sent, in milliseconds. */
const CLOSE_TIMEOUT = 2000;

/** Sends events behind the answers' backs: nobody waits for the sink, and what it cannot take is dropped and counted. */
export class Events {
  readonly #sink: EventSink;
  readonly #log: Pick<FastifyBaseLogger, "warn">;
  readonly #sent: Counter;
  readonly #dropped: Counter;
  #waiting: SentEvent[] = [];
  #sending: Promise<void> | undefined;
  #failing = false;
  readonly #closing = new AbortController();

  constructor(sink: EventSink, registry: Registry, log: Pick<FastifyBaseLogger, "warn">) {
    this.#sink = sink;
    this.#log = log;
    const registers = [registry];
    this.#sent = new Counter({ name: "eslabon_events_total", help: "Events that were sent.", registers });
    this.#dropped = new Counter({
      name: "eslabon_events_dropped_total",
      help: "Events that were lost, because their sink was slow or failed.",
      registers,
    });
  }

  /** Whether there is room for one more; of what is not even made there is nothing to scrub. */
  hasRoom(): boolean {
    if (this.#waiting.length < MOST_WAITING) return true;
    this.#dropped.inc();
    return false;
  }

  emit(event: CloudEvent): void {
    if (!this.hasRoom()) return;
    this.#waiting.push({ key: event.id, json: JSON.stringify(event) });
    this.#sending ??= this.#sendAll();
  }

  /** Waits a while for what is still to be sent. */
  async close(): Promise<void> {
    this.#closing.abort();
    await within(CLOSE_TIMEOUT, this.#sending);
    this.#drop(this.#waiting.splice(0).length);
    await this.#sink.close().catch(() => undefined);
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      if (this.#waiting.length < MOST_AT_ONCE) await this.#linger();
      await this.#send(this.#waiting.splice(0, MOST_AT_ONCE));
    }
    this.#sending = undefined;
  }

  async #linger(): Promise<void> {
    await setTimeout(LINGER, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }

  async #send(events: readonly SentEvent[]): Promise<void> {
    try {
      await this.#sink.send(events);
      this.#sent.inc(events.length);
      this.#failing = false;
    } catch (error) {
      this.#drop(events.length);
      // Once, and not for each of thousands.
      if (!this.#failing) this.#log.warn({ err: error }, "events are lost: their sink fails");
      this.#failing = true;
    }
  }

  #drop(count: number): void {
    if (count > 0) this.#dropped.inc(count);
  }
}

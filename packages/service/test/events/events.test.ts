import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { Registry } from "prom-client";
import type { FastifyInstance } from "fastify";
import { cloudEvent } from "../../src/events/cloud-event.ts";
import { Events } from "../../src/events/events.ts";
import type { EventSink, SentEvent } from "../../src/events/sink.ts";
import { post, tinyService, VERSION } from "../service.ts";
import { writeTinyModel } from "../model.ts";

const place = async (): Promise<string> =>
  join(await mkdtemp(join(tmpdir(), "eslabon-events-")), "events.jsonl");

interface Event {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly data: { readonly input: { readonly texto: string } };
}

async function eventsIn(file: string): Promise<Event[]> {
  const text = await readFile(file, "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Event);
}

async function figure(app: FastifyInstance, name: string): Promise<number> {
  const { body } = await app.inject("/metrics");
  return Number(new RegExp(`^${name} (\\d+)$`, "mu").exec(body)?.[1]);
}

describe("an event of an answer", () => {
  it("is a CloudEvent, with what was asked, answered and behind it, and no personal data", async () => {
    const file = await place();
    const app = await tinyService({ settings: { "events.to": `file:${file}` } });
    const id = (await post(app, "text/plain", "Gotea el grifo, soy maria@example.com")).headers[
      "x-request-id"
    ];
    await app.close();
    const [event, ...more] = await eventsIn(file);
    assert.deepEqual(more, []);
    const { time, data, ...rest } = event!;
    assert.deepEqual(rest, {
      specversion: "1.0",
      type: "eslabon.prediction",
      source: "/api/v2/modelos/hogar",
      id,
      datacontenttype: "application/json",
    });
    assert.ok(!Number.isNaN(Date.parse(time)));
    const { answer, ...asked } = data as Event["data"] & { answer: { label: string; score: number }[] };
    assert.deepEqual(asked, {
      input: { texto: "Gotea el grifo, soy [EMAIL]" },
      versions: { service: VERSION, model: "1.1.0", data: "1.0.1" },
    });
    assert.equal(answer[0]?.label, "Fontanería");
    assert.ok(answer.every(({ score }, index) => index === 0 || score <= answer[index - 1]!.score));
  });

  it("is made of the share of answers that is asked for, and of no error", async () => {
    for (const [sample, expected] of [
      [1, 20],
      [0.25, 5],
      [0, 0],
    ] as const) {
      const file = await place();
      const app = await tinyService({ settings: { "events.to": `file:${file}`, "events.sample": sample } });
      for (let request = 0; request < 20; request++) await post(app, "text/plain", "grifo");
      await post(app, "text/plain", "…");
      await app.close();
      assert.equal(expected === 0 ? 0 : (await eventsIn(file)).length, expected);
    }
  });

  it("is followed by one of each label that a person chose, whatever the share", async () => {
    const file = await place();
    const labels = await place();
    const settings = { "events.to": `file:${file}`, "events.sample": 0, "feedback.file": labels };
    const app = await tinyService({ settings });
    const id = (await post(app, "text/plain", "grifo")).headers["x-request-id"];
    for (let time = 0; time < 2; time++) {
      await app.inject({
        method: "POST",
        url: "/api/v2/modelos/hogar/feedback",
        payload: { id, label: "Carpintería" },
      });
    }
    await app.close();
    const events = await eventsIn(file);
    assert.deepEqual(
      events.map(({ type, id }) => [type, id]),
      [["eslabon.feedback", id]],
    );
  });

  it("goes to standard output beside the log, where that is asked for", async () => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, "..", "fixtures", "events.ts"), await writeTinyModel()],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    await once(child, "close");
    const types = out
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { type?: string }).type);
    assert.equal(types.filter((type) => type === "eslabon.prediction").length, 3);
  });
});

/** A sink whose events wait until they are let go. */
function slowSink(): { sink: EventSink; taken: SentEvent[]; letGo: () => void } {
  const gate = Promise.withResolvers<undefined>();
  const taken: SentEvent[] = [];
  return {
    taken,
    letGo: () => gate.resolve(undefined),
    sink: {
      async send(events) {
        taken.push(...events);
        await gate.promise;
      },
      close: () => Promise.resolve(),
    },
  };
}

const silent = { warn: () => undefined };
const origin = { model: "hogar", versions: { service: "1.0.0", model: "1.0.0", data: "1.0.0" } };
const numbered = (id: number) => cloudEvent("eslabon.prediction", origin, { id: String(id), time: "" });

async function counted(registry: Registry): Promise<[sent: number, dropped: number]> {
  const value = async (name: string): Promise<number> =>
    (await registry.getSingleMetric(name)!.get()).values[0]?.value ?? 0;
  return [await value("eslabon_events_total"), await value("eslabon_events_dropped_total")];
}

describe("a sink of events", () => {
  it("that is slow makes nobody wait: what it cannot take is dropped and counted, the rest arrives in order", async () => {
    const registry = new Registry();
    const { sink, taken, letGo } = slowSink();
    const events = new Events(sink, registry, silent);
    events.emit(numbered(0));
    while (taken.length === 0) await setImmediate();
    for (let id = 1; id <= 10_050; id++) events.emit(numbered(id));
    assert.deepEqual(await counted(registry), [0, 50]);
    letGo();
    while ((await counted(registry))[0] < 10_001) await setImmediate();
    assert.deepEqual(
      taken.map(({ key }) => Number(key)),
      Array.from({ length: 10_001 }, (_, id) => id),
    );
    await events.close();
  });

  it("that fails is logged once, and told by the count of lost events", async () => {
    const registry = new Registry();
    const warnings: unknown[] = [];
    const send = (): Promise<void> => Promise.reject(new Error("the disk is full"));
    const events = new Events({ send, close: () => Promise.resolve() }, registry, {
      warn: (line: unknown) => warnings.push(line),
    });
    for (let id = 0; id < 1200; id++) events.emit(numbered(id));
    await events.close();
    assert.deepEqual(await counted(registry), [0, 1200]);
    assert.equal(warnings.length, 1);
  });

  it("that never answers does not keep the service from stopping", async () => {
    const registry = new Registry();
    const { sink } = slowSink();
    const events = new Events(sink, registry, silent);
    for (let id = 0; id < 600; id++) events.emit(numbered(id));
    await events.close();
    assert.deepEqual(await counted(registry), [0, 100]);
  });

  it("in Kafka that is not there, or is mute, loses events and no answers", async () => {
    const connections: Socket[] = [];
    const mute = createServer((connection) => connections.push(connection)).listen(0, "127.0.0.1");
    await once(mute, "listening");
    const { port } = mute.address() as { port: number };
    for (const broker of ["127.0.0.1:1", `127.0.0.1:${port}`]) {
      const app = await tinyService({ settings: { "events.to": `kafka:${broker}/answers` } });
      for (let request = 0; request < 5; request++) {
        assert.equal((await post(app, "text/plain", "grifo")).statusCode, 200);
      }
      if (broker === "127.0.0.1:1")
        while ((await figure(app, "eslabon_events_dropped_total")) < 5) await sleep(50);
      await app.close();
    }
    // Its client leaves them open.
    for (const connection of connections) connection.destroy();
    mute.close();
  });
});

import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { describe, it } from "node:test";
import type { Model } from "@eslabon/model";
import { Layers } from "../../src/layers/layers.ts";
import { askFor } from "../../src/layers/asking.ts";
import { ModelInUse } from "../../src/models/model-in-use.ts";
import { exchange, headAndBody, listening, model, post, tinyService } from "../service.ts";

type Timing = Readonly<Record<"queue" | "parse" | "model" | "service", number>>;

const SHAPE = /^queue;dur=([\d.]+), parse;dur=([\d.]+), model;dur=([\d.]+), service;dur=([\d.]+)$/u;

function timing(header: unknown): Timing {
  const [, queue, parse, model, service] = (SHAPE.exec(String(header)) ?? []).map(Number);
  assert.ok(service !== undefined, `Server-Timing is ${String(header)}`);
  return { queue: queue!, parse: parse!, model: model!, service };
}

function block(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** A model that takes its time. */
function slow(milliseconds: number): Model {
  return {
    ...{ manifest: model.manifest, decide: model.decide.bind(model), explain: model.explain.bind(model) },
    predict: (input) => {
      block(milliseconds);
      return model.predict(input);
    },
  };
}

describe("the layers of a request", () => {
  it("are in the header of every answer, errors too", async () => {
    const app = await tinyService();
    for (const answer of [
      await post(app, "text/plain", "grifo"),
      await post(app, "text/plain", "grifo", "?explain=true"),
      await app.inject("/api/v1/modelo?texto=grifo"),
      await app.inject("/api/v1/status"),
      await app.inject("/"),
      await app.inject("/nada"),
      await app.inject({ method: "DELETE", url: "/api/v2/modelos/hogar" }),
      await post(app, "application/json", '{"'),
      await post(app, "application/xml", "<a/>"),
      await app.inject("/api/v1/modelo?texto=%F1"),
      await app.inject("/%F1"),
    ]) {
      timing(answer.headers["server-timing"]);
    }
    await app.close();
  });

  it("tell the model's time from that of the others", async () => {
    const app = await tinyService({ model: slow(30) });
    const { headers } = await post(app, "text/plain", "grifo");
    const { model: ofModel, parse, service } = timing(headers["server-timing"]);
    assert.ok(ofModel >= 30);
    assert.ok(ofModel > parse + service);
    await app.close();
  });

  it("count the model's time also when it refuses a text, and not where it is not asked", async () => {
    const app = await tinyService();
    const refused = await post(app, "text/plain", "…");
    assert.equal(refused.statusCode, 400);
    assert.ok(timing(refused.headers["server-timing"]).model > 0);
    assert.equal(timing((await app.inject("/nada")).headers["server-timing"]).model, 0);
    await app.close();
  });

  it("count what an unreadable body took as parsing", async () => {
    const app = await tinyService();
    const { parse, model: ofModel } = timing(
      (await post(app, "application/json", '{"')).headers["server-timing"],
    );
    assert.ok(parse > 0);
    assert.equal(ofModel, 0);
    await app.close();
  });

  it("have in the queue what a request waited for a blocked event loop", async () => {
    const app = await tinyService();
    const { port } = await listening(app);
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    // The service has taken the connection when it has answered once.
    await exchange(port, "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    await turn();
    socket.write("GET /api/v1/modelo?texto=grifo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    block(100);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    const { head } = headAndBody(Buffer.concat(chunks).toString());
    const { queue, model: ofModel } = timing(/server-timing: (.*)/iu.exec(head)?.[1]);
    // It is told to about ten milliseconds.
    assert.ok(queue >= 85, `${queue}`);
    assert.ok(ofModel < queue);
    await app.close();
  });

  it("have in the queue what a request waited for others that came with it", async () => {
    const app = await tinyService({ model: slow(20) });
    const { url } = await listening(app);
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    const ask = async (): Promise<Timing> => {
      const asked = request(`${url}/api/v1/modelo?texto=grifo`, { agent }).end();
      const [answer] = (await once(asked, "response")) as [IncomingMessage];
      answer.resume();
      await once(answer, "end");
      return timing(answer.headers["server-timing"]);
    };
    const four = (): Promise<Timing[]> => Promise.all([ask(), ask(), ask(), ask()]);
    await four();
    const queues = (await four()).map(({ queue }) => queue).sort((a, b) => a - b);
    // One waits for the three before it.
    assert.ok(queues.at(-1)! >= 3 * 20 - 10, queues.join(", "));
    agent.destroy();
    await app.close();
  });

  it("count the model's time for the request that asked, also when it had to wait for something first", async () => {
    const timed = new ModelInUse(slow(1), { service: "1", model: "1", data: "1" });
    const asking = new Layers(0, performance.now());
    const other = new Layers(0, performance.now());
    const ask = async (): Promise<void> => {
      askFor(asking);
      await turn();
      timed.predict({ texto: "grifo" });
    };
    const doNothing = async (): Promise<void> => {
      askFor(other);
      await turn();
    };
    await Promise.all([ask(), doNothing()]);
    assert.ok(asking.model >= 1);
    assert.equal(other.model, 0);
  });

  it("are a histogram each, of the requests that asked the model", async () => {
    const app = await tinyService();
    await post(app, "text/plain", "grifo");
    await post(app, "text/plain", "…");
    await app.inject("/nada");
    const { body } = await app.inject("/metrics");
    for (const layer of ["queue", "parse", "model", "service"]) {
      assert.match(body, new RegExp(`^eslabon_layer_duration_seconds_count\\{layer="${layer}"\\} 2$`, "mu"));
    }
    assert.match(body, /^eslabon_layer_duration_seconds_bucket\{le="0\.00005",layer="model"\} \d$/mu);
    await app.close();
  });
});

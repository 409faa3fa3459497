import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import type { Model } from "@eslabon/model";
import { headAndBody, listening, model, readAll, tinyService } from "../service.ts";

/** What a prediction of a model takes that takes its time, in milliseconds. */
const SLOW = 30;

const slow: Model = {
  ...{ manifest: model.manifest, decide: model.decide.bind(model), explain: model.explain.bind(model) },
  predict: (input) => {
    const end = performance.now() + SLOW;
    while (performance.now() < end);
    return model.predict(input);
  },
};

const ASK = "GET /api/v1/modelo?texto=grifo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
const ASK_BY_POST =
  "POST /api/v2/modelos/hogar HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\ngrifo";

/** Connections that the service has taken: it has answered on each of them. */
async function connections(port: number, count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => connect(port, "127.0.0.1"));
  await Promise.all(
    sockets.map(async (socket) => {
      socket.write("GET /api/v1/status HTTP/1.1\r\nHost: x\r\n\r\n");
      await once(socket, "data");
    }),
  );
  return sockets;
}

/** The answers to the same question on all of them at the same time. */
function ask(sockets: readonly Socket[], question = ASK): Promise<string[]> {
  const answers = sockets.map((socket) => readAll(socket));
  for (const socket of sockets) socket.write(question);
  return Promise.all(answers);
}

const statusOf = (answer: string): string => answer.slice("HTTP/1.1 ".length, "HTTP/1.1 200".length);

describe("a service that is asked more than it can answer", () => {
  it("turns away with 503 those for whom there is no room, and says when to come again", async () => {
    const app = await tinyService({ model: slow, settings: { "queue.waiting": 5 } });
    const { url, port } = await listening(app);
    const answers = await ask(await connections(port, 40));
    const refused = answers.filter((answer) => statusOf(answer) === "503");
    assert.ok(refused.length > 0 && refused.length < 40, `${refused.length} refused`);
    assert.equal(answers.filter((answer) => statusOf(answer) === "200").length, 40 - refused.length);
    const { head, body } = headAndBody(refused[0]!);
    assert.match(head, /retry-after: 1/iu);
    assert.match(head, /server-timing: queue;dur=/iu);
    assert.equal((JSON.parse(body) as { code: string }).code, "SERVICE_OVERLOADED");
    const figures = await (await fetch(`${url}/metrics`)).text();
    assert.match(
      figures,
      new RegExp(`eslabon_turned_away_total\\{reason="full"\\} ${refused.length}\n`, "u"),
    );
    assert.match(figures, /eslabon_queue_waiting 0\n/u);
    await app.close();
  });

  it("turns newcomers away while others wait for long, is not ready but alive, and recovers by itself", async () => {
    const app = await tinyService({ model: slow });
    const { url, port } = await listening(app);
    const [many, few] = [await connections(port, 40), await connections(port, 4)];
    const asked = ask(many);
    await wait(300);
    for (const answer of await ask(few)) assert.equal(statusOf(answer), "503");
    const ready = await fetch(`${url}/readyz`);
    assert.equal(ready.status, 503);
    assert.match(await ready.text(), /\[-\] service answers in time/u);
    assert.equal((await fetch(`${url}/livez`)).status, 200);

    for (const answer of await asked) assert.equal(statusOf(answer), "200");
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
    assert.deepEqual((await ask(await connections(port, 1))).map(statusOf), ["200"]);
    await app.close();
  });

  it("reads a body when its turn has come, so that what it waits for others is in the queue's time", async () => {
    const app = await tinyService({ model: slow });
    const { port } = await listening(app);
    for (const answer of await ask(await connections(port, 8), ASK_BY_POST)) {
      assert.equal(statusOf(answer), "200");
      const [, parse] = /server-timing:.* parse;dur=([\d.]+)/iu.exec(answer)!;
      assert.ok(Number(parse) < SLOW, `${parse} ms`);
    }
    await app.close();
  });
});

import assert from "node:assert/strict";
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { setImmediate, setTimeout as wait } from "node:timers/promises";
import type { Model } from "@eslabon/model";
import { listening, model, tinyService } from "../service.ts";

/** A model that takes its time. */
const slow: Model = {
  ...{ manifest: model.manifest, decide: model.decide.bind(model), explain: model.explain.bind(model) },
  predict: (input) => {
    const end = performance.now() + 5;
    while (performance.now() < end);
    return model.predict(input);
  },
};

function open(url: string, headers: Record<string, string> = {}): ClientRequest {
  const type = { "content-type": "application/x-ndjson", ...headers };
  const sent = request(`${url}/api/v2/modelos/hogar:batch`, { method: "POST", headers: type, agent: false });
  return sent.on("error", () => undefined);
}

async function answerTo(sent: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  return response;
}

const rows = (count: number): string => '"grifo que gotea"\n'.repeat(count);

describe("a batch on a real connection", () => {
  it("lets single requests come between its rows", async () => {
    const app = await tinyService({ model: slow });
    const { url } = await listening(app);
    const answer = await answerTo(open(url).end(rows(100)));
    const lines = text(answer);
    const started = performance.now();
    for (let asked = 0; asked < 10; asked += 1) {
      const single = await fetch(`${url}/api/v1/modelo?texto=grifo`);
      assert.equal(single.status, 200);
      await single.arrayBuffer();
    }
    const took = performance.now() - started;
    assert.equal(
      await Promise.race([lines.then(() => "batch"), setImmediate("singles")]),
      "singles",
      `${took}`,
    );
    assert.equal((await lines).split("\n").length - 1, 100);
    await app.close();
  });

  it("is turned away where others have all places, which are free again when these end or break off", async () => {
    const app = await tinyService({ settings: { "batch.atOnce": 2 } });
    const { url } = await listening(app);
    const [first, second] = [open(url), open(url)];
    for (const each of [first, second]) each.write(rows(1));
    await wait(100);
    const refused = await answerTo(open(url).end(rows(1)));
    assert.deepEqual([refused.statusCode, refused.headers["retry-after"]], [503, "1"]);
    assert.match(await text(refused), /SERVICE_OVERLOADED/u);
    first.destroy();
    await wait(100);
    assert.equal((await answerTo(open(url).end(rows(1)))).statusCode, 200);
    const answered = await answerTo(second.end(rows(1)));
    assert.equal((await text(answered)).split("\n").length - 1, 2);
    const again = await Promise.all([open(url), open(url)].map((each) => answerTo(each.end(rows(1)))));
    assert.deepEqual(
      again.map(({ statusCode }) => statusCode),
      [200, 200],
    );
    assert.match(
      await (await fetch(`${url}/metrics`)).text(),
      /eslabon_turned_away_total\{reason="batches"\} 1\n/u,
    );
    for (const each of again) each.resume();
    await app.close();
  });

  it("is answered no faster than its caller reads, and goes on no longer than that one is there", async () => {
    const many = 200_000;
    const app = await tinyService({ settings: { "batch.rows": many } });
    const { url } = await listening(app);
    const answer = await answerTo(open(url).end(rows(many)));
    let [before, now] = [-1, 0];
    while (now > before) {
      await wait(300);
      [before, now] = [now, await classifications(url)];
    }
    assert.ok(now < many, "all of it is answered though nobody reads");
    answer.destroy();
    await wait(300);
    assert.ok((await classifications(url)) < many);
    await app.close();
  });
});

async function classifications(url: string): Promise<number> {
  const figures = await (await fetch(`${url}/metrics`)).text();
  return Number(/^eslabon_classifications_total (\d+)$/mu.exec(figures)?.[1]);
}

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findModel, type Load, observe, type Target } from "../src/index.ts";
import { breakDown } from "../src/breakdown.ts";
import { loadAtRate } from "../src/load/at-rate.ts";
import { loadInTurns } from "../src/load/in-turns.ts";
import { answered, stub } from "./stub.ts";

const inputs = ["uno", "dos", "tres"].map((texto) => ({ texto }));
const targetOf = (url: string): Target => ({ url, headers: {}, model: "hogar", inputs });

const ways = {
  "in turns": (url: string) => loadInTurns(targetOf(url), { connections: 2, seconds: 1 }),
  "at a rate": (url: string) => loadAtRate(targetOf(url), { connections: 2, seconds: 1, rate: 40 }),
};

for (const [way, load] of Object.entries(ways)) {
  describe(`a load ${way}`, () => {
    it("asks each text and reads where the time of each answer went", async () => {
      await using service = await stub(answered);
      const { answers, clientBusy } = await load(service.url);
      assert.deepEqual(new Set(service.bodies), new Set(inputs.map((input) => JSON.stringify(input))));
      assert.ok(answers.good > 0);
      assert.equal(answers.samples.count, answers.good);
      const { p50 } = breakDown(answers.samples);
      assert.ok(p50.total > 0);
      assert.ok(p50.network >= 0);
      assert.deepEqual(answers.failed, { statuses: {}, connections: 0, timeouts: 0 });
      assert.ok(clientBusy > 0 && clientBusy <= 1);
    });

    it("counts what is answered with an error, and what breaks off", async () => {
      let turn = 0;
      await using service = await stub((request, response) => {
        turn += 1;
        if (turn % 3 === 0) response.writeHead(500).end();
        else if (turn % 3 === 1) request.socket.destroy();
        else answered(request, response);
      });
      const { failed, good } = (await load(service.url)).answers;
      assert.ok(good > 0);
      assert.ok(failed.statuses["500"]! > 0);
      assert.ok(failed.connections > 0);
    });
  });
}

describe("a load at a rate", () => {
  it("sends so many requests, whatever comes back", async () => {
    await using service = await stub(answered);
    const { answers } = await loadAtRate(targetOf(service.url), { connections: 2, seconds: 0.5, rate: 100 });
    assert.equal(service.bodies.length, 50);
    assert.equal(answers.good, 50);
  });

  it("gives up what a service that is far behind could never answer", async () => {
    await using service = await stub((request, response) =>
      setTimeout(() => answered(request, response), 100),
    );
    const rate = 40_000;
    const { answers } = await loadAtRate(targetOf(service.url), { connections: 1000, seconds: 0.5, rate });
    assert.equal(answers.good + answers.timeouts, rate * 0.5);
    assert.ok(answers.timeouts > 0);
  });

  it("counts the time that a request has to wait for a connection", async () => {
    await using service = await stub((request, response) =>
      setTimeout(() => answered(request, response), 50),
    );
    const { answers } = await loadAtRate(targetOf(service.url), { connections: 1, seconds: 0.2, rate: 50 });
    // Ten at 50 ms each over one connection: the last was due after 180 ms and answered after 500 ms.
    assert.ok(breakDown(answers.samples).p99.total >= 300);
  });
});

describe("observe", () => {
  const load: Load = { seconds: 1, connections: 2 };
  const silent = { load, progress: () => undefined };

  it("tells the layers and what the service used", async () => {
    await using service = await stub(answered, "process_start_time_seconds 1\nprocess_cpu_seconds_total 3\n");
    const { alone, loaded, used, requestsPerSecond } = await observe(targetOf(service.url), silent);
    assert.ok(alone.answers > 0);
    assert.ok(loaded.answers > 0);
    assert.ok(requestsPerSecond > 0);
    assert.equal(used?.cpuSeconds, 0);
  });

  for (const [code, why, answer] of [
    ["DIAGNOSE_NO_LAYERS", "no answer says where its time went", (_q, response) => response.end("{}")],
    ["DIAGNOSE_REFUSED", "every request is refused", (_q, response) => response.writeHead(401).end()],
  ] as const satisfies readonly (readonly [string, string, Parameters<typeof stub>[0]])[]) {
    it(`says so when ${why}`, async () => {
      await using service = await stub(answer);
      await assert.rejects(observe(targetOf(service.url), silent), { code });
    });
  }
});

describe("the model of a service", () => {
  it("is the first, or the one of the name", async () => {
    await using service = await stub(answered);
    const address = { url: service.url, headers: {} };
    assert.equal((await findModel(address)).field, "texto");
    assert.equal((await findModel(address, "hogar")).name, "hogar");
    await assert.rejects(findModel(address, "coche"), { code: "DIAGNOSE_MODEL_UNKNOWN", fix: /hogar/u });
  });

  it("is not found where no service is", async () => {
    const { url } = await (async () => {
      await using gone = await stub(answered);
      return gone;
    })();
    await assert.rejects(findModel({ url, headers: {} }), { code: "DIAGNOSE_UNREACHABLE" });
  });
});

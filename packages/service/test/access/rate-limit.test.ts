import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { LightMyRequestResponse } from "fastify";
import { tinyService } from "../service.ts";
import { assertProblem, file, keys, V1 } from "./callers.ts";

describe("a service with a rate limit", () => {
  it("is each caller's own, and says when to come again", async () => {
    const settings = { "access.keys": file, "rate.perSecond": 0.1, "rate.burst": 2 };
    const app = await tinyService({ settings });
    const ask = (key: string): Promise<LightMyRequestResponse> =>
      app.inject({ url: V1, headers: { "x-api-key": key } });
    assert.equal((await ask(keys.portal.key)).statusCode, 200);
    assert.equal((await ask(keys.portal.key)).statusCode, 200);
    const response = await ask(keys.portal.key);
    assertProblem(response, 429, "SERVICE_RATE_LIMITED");
    const wait = Number(response.headers["retry-after"]);
    assert.ok(wait >= 9 && wait <= 10, String(wait));
    assert.equal((await ask(keys.operator.key)).statusCode, 200);
    await app.close();
  });

  it("counts by the address who says nothing, and who guesses", async () => {
    for (const access of [{}, { "access.keys": file }]) {
      const app = await tinyService({ settings: { ...access, "rate.perSecond": 0.1, "rate.burst": 1 } });
      const from = (remoteAddress: string): Promise<LightMyRequestResponse> =>
        app.inject({ url: V1, remoteAddress, headers: { "x-api-key": "guessed" } });
      assert.notEqual((await from("10.0.0.1")).statusCode, 429);
      assertProblem(await from("10.0.0.1"), 429, "SERVICE_RATE_LIMITED");
      assert.notEqual((await from("10.0.0.2")).statusCode, 429);
      assert.equal((await app.inject({ url: "/livez", remoteAddress: "10.0.0.1" })).statusCode, 200);
      await app.close();
    }
  });

  it("believes X-Forwarded-For of the proxies that are known, and of nobody else", async () => {
    const app = await tinyService({
      settings: { "rate.perSecond": 0.1, "rate.burst": 1, proxies: "10.0.0.0/8, 192.168.0.1" },
    });
    const status = async (remoteAddress: string, forwarded: string): Promise<number> =>
      (await app.inject({ url: V1, remoteAddress, headers: { "x-forwarded-for": forwarded } })).statusCode;
    assert.equal(await status("10.0.0.1", "1.1.1.1"), 200);
    assert.equal(await status("10.0.0.2", "1.1.1.1"), 429);
    assert.equal(await status("10.0.0.2", "1.1.1.2"), 200);
    assert.equal(await status("2.2.2.2", "1.1.1.3"), 200);
    assert.equal(await status("2.2.2.2", "1.1.1.4"), 429);
    await app.close();
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { post, tinyService, VERSION } from "./service.ts";

async function logOf(
  ask: (app: Awaited<ReturnType<typeof tinyService>>) => Promise<unknown>,
): Promise<string[]> {
  const lines: string[] = [];
  const app = await tinyService({ logger: { write: (line) => lines.push(line) } });
  await ask(app);
  await app.close();
  return lines;
}

describe("the log", () => {
  it("has one line a request, with the route and not the address", async () => {
    const [line, ...more] = await logOf((app) => post(app, "text/plain", "grifo"));
    assert.deepEqual(more, []);
    const {
      "@timestamp": time,
      "http.request.id": id,
      "event.duration": duration,
      ...rest
    } = JSON.parse(line!) as Record<string, unknown>;
    assert.deepEqual(rest, {
      "log.level": "info",
      "ecs.version": "8.11.0",
      "service.name": "hogar",
      "service.version": VERSION,
      versions: { service: VERSION, model: "1.1.0", data: "1.0.1" },
      "http.request.method": "POST",
      "http.route": "/api/v2/modelos/:model",
      "http.response.status_code": 200,
      message: "request",
    });
    assert.ok(Number.isInteger(duration));
    assert.ok(!Number.isNaN(Date.parse(String(time))));
    assert.match(String(id), /^[\w-]{36}$/);
  });

  it("never has what a claim says, whatever goes wrong with it", async () => {
    const lines = await logOf(async (app) => {
      await app.inject("/api/v1/modelo?texto=SECRETO");
      await app.inject("/api/v1/modelo?texto=SECRETO%F1");
      await app.inject("/SECRETO");
      await app.inject("/SECRETO%F1");
      await post(app, "text/plain", "SECRETO");
      await post(app, "application/json", "SECRETO");
      await post(app, "application/xml", "SECRETO");
      await post(app, "application/json", '{"texto":["SECRETO"]}');
      await post(app, "text/plain", "SECRETO".repeat(50_000));
      await post(app, "text/plain", "a", "?explain=SECRETO");
    });
    assert.equal(lines.length, 10);
    assert.doesNotMatch(lines.join(""), /SECRETO/);
  });

  it("has each request's own identifier, or the proxy's", async () => {
    const lines = await logOf((app) =>
      app.inject({ url: "/livez", headers: { "x-request-id": "from-proxy" } }),
    );
    assert.equal((JSON.parse(lines[0]!) as Record<string, unknown>)["http.request.id"], "from-proxy");
  });
});

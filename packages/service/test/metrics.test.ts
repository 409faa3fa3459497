import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FastifyInstance } from "fastify";
import { post, tinyService } from "./service.ts";

const OWN = [
  "event_loop_active_seconds_total",
  "cpu_wait_seconds_total",
  "cgroup_cpu_limit_cores",
  "cgroup_cpu_periods_total",
  "cgroup_cpu_throttled_periods_total",
  "cgroup_cpu_throttled_seconds_total",
  "cgroup_memory_limit_bytes",
  "cgroup_memory_usage_bytes",
  "cgroup_memory_pressure_ratio",
].map((name) => `eslabon_${name}`);

async function sample(app: FastifyInstance, name: string): Promise<number | undefined> {
  const { body } = await app.inject("/metrics");
  const line = body.split("\n").find((each) => each.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

describe("metrics", () => {
  it("count what was classified, and only that", async () => {
    const app = await tinyService();
    assert.equal(await sample(app, "eslabon_classifications_total"), 0);
    await post(app, "text/plain", "grifo");
    await post(app, "text/plain", "grifo", "?explain=true");
    await app.inject("/api/v1/modelo?texto=grifo");
    await post(app, "text/plain", "…");
    await app.inject("/readyz");
    assert.equal(await sample(app, "eslabon_classifications_total"), 3);
    await app.close();
  });

  it("time requests by method, route and status, with one route for all unknown addresses", async () => {
    const app = await tinyService();
    await post(app, "text/plain", "grifo");
    await post(app, "text/plain", "…");
    await app.inject("/nada");
    await app.inject("/tampoco");
    await app.inject("/%F1");
    const count = (labels: string): Promise<number | undefined> =>
      sample(app, `http_server_request_duration_seconds_count{${labels}}`);
    assert.equal(await count('method="POST",route="/api/v2/modelos/:model",status="200"'), 1);
    assert.equal(await count('method="POST",route="/api/v2/modelos/:model",status="400"'), 1);
    assert.equal(await count('method="GET",route="unknown",status="404"'), 2);
    assert.equal(await count('method="GET",route="unknown",status="400"'), 1);
    await app.close();
  });

  it("name the versions, and what the process uses", async () => {
    const app = await tinyService();
    assert.equal(
      await sample(app, 'eslabon_info{name="hogar",service="0.3.0",model="1.1.0",data="1.0.1"}'),
      1,
    );
    assert.ok(Number(await sample(app, "process_resident_memory_bytes")) > 0);
    await app.close();
  });

  it("tell the event loop's delay, garbage collection, and what the kernel says of the container", async () => {
    const app = await tinyService();
    const { body } = await app.inject("/metrics");
    for (const name of ["nodejs_eventloop_lag_p99_seconds", "nodejs_gc_duration_seconds", ...OWN]) {
      assert.match(body, new RegExp(`^# TYPE ${name} `, "mu"));
    }
    assert.doesNotMatch(body, /^\S+ (?:NaN|undefined)$/mu);
    await app.close();
  });

  it("are each service's own", async () => {
    const [one, other] = [await tinyService(), await tinyService()];
    await post(one, "text/plain", "grifo");
    assert.equal(await sample(other, "eslabon_classifications_total"), 0);
    await Promise.all([one.close(), other.close()]);
  });
});

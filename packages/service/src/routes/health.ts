import type { FastifyPluginCallback, FastifyReply } from "fastify";
import { type HealthCheck, healthChecks } from "../health-checks.ts";
import { textResponse } from "../openapi.ts";
import type { Serving } from "../serving.ts";

/** `/livez`: restart me if it fails. `/readyz`: send no requests while it fails. `?verbose` lists the checks for people. */
export const health: FastifyPluginCallback<Serving> = (app, serving, done) => {
  const { live, ready } = healthChecks(app, serving);
  addProbe("/livez", "Is it alive?", live);
  addProbe("/readyz", "Is it ready?", ready(serving.models.values()));
  done();

  function addProbe(path: string, summary: string, checks: readonly HealthCheck[]): void {
    const schema = {
      tags: ["operate"],
      summary,
      operationId: path.slice(1),
      querystring: { type: "object", properties: { verbose: { description: "Lists the checks." } } },
      response: { 200: textResponse("Yes."), 503: textResponse("No; with what failed.") },
    };
    app.get(path, { schema }, ({ query }, reply) =>
      report(reply, checks, Object.hasOwn(query as object, "verbose")),
    );
  }
};

function report(reply: FastifyReply, checks: readonly HealthCheck[], verbose: boolean): FastifyReply {
  const results = checks.map(({ name, passes }) => ({ name, passed: passes() }));
  const passed = results.every((result) => result.passed);
  const lines = results.map((result) => `${result.passed ? "[+]" : "[-]"} ${result.name}\n`);
  return reply
    .code(passed ? 200 : 503)
    .header("cache-control", "no-store")
    .send(passed && !verbose ? "ok\n" : lines.join(""));
}

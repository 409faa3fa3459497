import type { FastifyPluginCallback, FastifyReply } from "fastify";
import { wrongAnswerTo } from "../models/golden.ts";
import type { ServedModel } from "../models/served-model.ts";
import { textResponse } from "../openapi.ts";
import type { Serving } from "../serving.ts";
import { watchStopping } from "../stopping.ts";

interface HealthCheck {
  readonly name: string;
  readonly passes: () => boolean;
}

/** `/livez`: restart me if it fails. `/readyz`: send no requests while it fails. `?verbose` lists the checks for people. */
export const health: FastifyPluginCallback<Serving> = (app, { models, queue }, done) => {
  const isStopping = watchStopping(app);
  const answers = [...models.values()].map((model) => ({
    name: `model ${model.name} answers its golden example`,
    passes: () => answersGolden(model),
  }));
  const running = { name: "service is not stopping", passes: () => !isStopping() };
  const inTime = { name: "service answers in time", passes: () => !queue.isOverloaded };
  addProbe("/livez", "Is it alive?", answers);
  addProbe("/readyz", "Is it ready?", [...answers, running, inTime]);
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

/** A model without golden examples has nothing to be compared with. */
function answersGolden({ inUse }: ServedModel): boolean {
  const example = inUse.manifest.golden[0];
  return !example || wrongAnswerTo(inUse, example) === undefined;
}

function report(reply: FastifyReply, checks: readonly HealthCheck[], verbose: boolean): FastifyReply {
  const results = checks.map(({ name, passes }) => ({ name, passed: passes() }));
  const passed = results.every((result) => result.passed);
  const lines = results.map((result) => `${result.passed ? "[+]" : "[-]"} ${result.name}\n`);
  return reply
    .code(passed ? 200 : 503)
    .header("cache-control", "no-store")
    .send(passed && !verbose ? "ok\n" : lines.join(""));
}

import { METHODS } from "node:http";
import type { FastifyInstance, HTTPMethods } from "fastify";
import { serviceErrors } from "../errors.ts";

/** Notes each address that is added from here on; the function it gives lets all other methods of them answer 405. */
export function watchMethods(app: FastifyInstance): () => void {
  const urls = new Set<string>();
  for (const method of METHODS) {
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  }
  app.addHook("onRoute", ({ url }) => {
    urls.add(url);
  });
  return () => {
    for (const url of [...urls]) refuseOtherMethods(app, url);
  };
}

function refuseOtherMethods(app: FastifyInstance, url: string): void {
  const methods = METHODS as HTTPMethods[];
  const allowed = methods.filter((method) => app.hasRoute({ method, url })).join(", ");
  const refuse = (): never => {
    throw serviceErrors.SERVICE_METHOD_NOT_ALLOWED(allowed);
  };
  app.route({
    method: methods.filter((method) => !app.hasRoute({ method, url })),
    url,
    schema: { hide: true },
    // Before the body is read, whose kind does not matter then.
    onRequest: (_request, reply) => {
      void reply.header("allow", allowed);
      refuse();
    },
    handler: refuse,
  });
}

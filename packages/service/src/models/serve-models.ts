import type { Manifest, Model } from "@eslabon/model";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { serviceErrors } from "../errors.ts";
import type { Versions } from "../versions.ts";
import type { ModelInUse } from "./model-in-use.ts";
import { ServedModel } from "./served-model.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** What answers: the model that the address names, or else the chain's own. */
    model: ModelInUse;
  }
}

/** The models of a service, each by the name in its addresses. */
export type ServedModels = ReadonlyMap<string, ServedModel>;

/** @throws EslabonError `SERVICE_MODEL_TWICE` */
export function serveModels(
  models: readonly Model[],
  versionsOf: (manifest: Manifest) => Versions,
): ServedModels {
  const served = new Map<string, ServedModel>();
  for (const model of models) {
    const { name } = model.manifest;
    if (served.has(name)) throw serviceErrors.SERVICE_MODEL_TWICE(name);
    served.set(name, new ServedModel(model, versionsOf));
  }
  return served;
}

/** Gives every request the model that is in use as it comes, and its answer that model's versions. */
export function giveModel(app: FastifyInstance, own: ServedModel): void {
  app.decorateRequest("model");
  app.addHook("onRequest", (request, reply, next) => {
    request.model = own.inUse;
    void reply.headers(request.model.headers);
    next();
  });
}

type FindModel = (
  request: FastifyRequest<{ Params: { model: string } }>,
  reply: FastifyReply,
  next: (error?: Error) => void,
) => void;

/** Gives a request the model that its address names. */
export function findModel(models: ServedModels): FindModel {
  return (request, reply, next) => {
    const named = models.get(request.params.model);
    if (!named) {
      next(serviceErrors.SERVICE_MODEL_UNKNOWN([...models.keys()]));
      return;
    }
    const { inUse } = named;
    if (inUse !== request.model) {
      request.model = inUse;
      void reply.headers(inUse.headers);
    }
    next();
  };
}

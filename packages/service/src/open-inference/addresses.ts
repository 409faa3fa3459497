import type { onRequestHookHandler } from "fastify";
import { type TObject, Type } from "typebox";
import { serviceErrors } from "../errors.ts";
import type { ServedModel } from "../models/served-model.ts";
import { findModel, type ServedModels } from "../models/serve-models.ts";

/** Each of a model's addresses is there without and with a version; the operations need names of their own. */
export const MODEL_ADDRESSES = [
  { address: "/v2/models/:model", suffix: "" },
  { address: "/v2/models/:model/versions/:version", suffix: "OfVersion" },
] as const;

/** Of operations in the OpenAPI document. */
export const TAGS = ["open inference"];

/** What is wrong with the name or the version in an address. */
export const UNKNOWN_MODEL = [
  "SERVICE_MODEL_UNKNOWN",
  "SERVICE_VERSION_UNKNOWN",
  "SERVICE_URL_INVALID",
  "SERVICE_HEADERS_TOO_LARGE",
] as const;

/** Gives a request the model that its address names, in the version that it names, if any: there is one at a time. */
export function findVersion(models: ServedModels): onRequestHookHandler[] {
  const check: onRequestHookHandler = ({ params, model }, _reply, next) => {
    const { version } = params as { version?: string };
    const { version: inUse } = model.manifest;
    next(
      version === undefined || version === inUse ? undefined : serviceErrors.SERVICE_VERSION_UNKNOWN(inUse),
    );
  };
  return [findModel(models) as onRequestHookHandler, check];
}

export function versionParams(address: string, { name, manifest }: ServedModel): TObject {
  const model = Type.String({ description: "The model's name.", examples: [name] });
  const version = Type.String({ description: "Its version.", examples: [manifest.version] });
  return address.endsWith(":version") ? Type.Object({ model, version }) : Type.Object({ model });
}

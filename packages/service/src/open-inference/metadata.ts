import type { LearntField, Manifest } from "@eslabon/model";
import type { FastifyInstance } from "fastify";
import { type Static, Type } from "typebox";
import { errorResponses } from "../openapi.ts";
import type { Serving } from "../serving.ts";
import { findVersion, MODEL_ADDRESSES, TAGS, UNKNOWN_MODEL, versionParams } from "./addresses.ts";
import { outputMetadata } from "./outputs.ts";
import { sendJson } from "./send-json.ts";

const ServerMetadata = Type.Object(
  { name: Type.String(), version: Type.String(), extensions: Type.Array(Type.String()) },
  { description: "The service, and what it knows beside the protocol." },
);

const TensorMetadata = Type.Object({
  name: Type.String(),
  datatype: Type.String(),
  shape: Type.Array(Type.Integer({ description: "−1 is any number." })),
});

const ModelMetadata = Type.Object(
  {
    name: Type.String(),
    versions: Type.Array(Type.String()),
    platform: Type.String(),
    inputs: Type.Array(TensorMetadata),
    outputs: Type.Array(TensorMetadata),
  },
  { description: "What the model reads and answers." },
);

/** What the service is, and what each of its models reads and answers. */
export function addMetadata(app: FastifyInstance, serving: Serving): void {
  const { model: own, models } = serving;
  app.get(
    "/v2",
    {
      schema: {
        tags: TAGS,
        summary: "What is this service?",
        operationId: "inferenceServer",
        response: { 200: ServerMetadata, ...errorResponses("/v2", "SERVICE_FAILED") },
      },
    },
    (_request, reply) => {
      const { service } = own.inUse.versions;
      return sendJson(reply, { name: "eslabon", version: service, extensions: ["binary_tensor_data"] });
    },
  );
  for (const { address, suffix } of MODEL_ADDRESSES) {
    app.get(
      address,
      {
        schema: {
          tags: TAGS,
          summary: "What does a model read and answer?",
          operationId: `inferenceModel${suffix}`,
          params: versionParams(address, own),
          response: { 200: ModelMetadata, ...errorResponses(address, ...UNKNOWN_MODEL, "SERVICE_FAILED") },
        },
        onRequest: findVersion(models),
      },
      ({ model: { manifest } }, reply) => sendJson(reply, modelMetadata(manifest)),
    );
  }
}

const PLATFORMS: Readonly<Record<Manifest["engine"]["kind"], string>> = {
  linear: "eslabon_linear",
  onnx: "onnx_onnxv1",
};

function modelMetadata(manifest: Manifest): Static<typeof ModelMetadata> {
  const { name, version, engine, fields } = manifest;
  const extra = (fields.extra ?? []).map((field) => ({ name: field.name, datatype: datatypeOf(field) }));
  return {
    name,
    versions: [version],
    platform: PLATFORMS[engine.kind],
    inputs: [{ name: fields.text, datatype: "BYTES" }, ...extra].map((input) => ({ ...input, shape: [-1] })),
    outputs: outputMetadata(manifest),
  };
}

/** Names and dates are texts. */
const datatypeOf = ({ type }: LearntField): string => (type === "number" ? "FP64" : "BYTES");

import { FieldType } from "@eslabon/model";
import type { FastifyPluginCallbackTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";
import type { ModelInUse } from "../models/model-in-use.ts";
import { problemResponses } from "../openapi.ts";
import type { Serving } from "../serving.ts";

const Models = Type.Object(
  {
    models: Type.Array(
      Type.Object({
        name: Type.String({ description: "The one in the addresses." }),
        language: Type.String({ description: "BCP 47 tag of the texts' language." }),
        field: Type.String({ description: "The field of a JSON body that holds the text." }),
        fields: Type.Array(Type.Object({ name: Type.String(), type: FieldType, required: Type.Boolean() }), {
          description: "What it reads beside the text.",
        }),
        labels: Type.Array(Type.String()),
        maxLength: Type.Integer({ description: "The longest text that is answered, in UTF-16 units." }),
        versions: Type.Object({
          service: Type.String(),
          model: Type.String(),
          data: Type.String(),
          image: Type.Optional(Type.String()),
          chart: Type.Optional(Type.String()),
        }),
        examples: Type.Array(Type.String(), { description: "Texts to try." }),
      }),
    ),
  },
  { description: "The models, and the versions behind them." },
);

/** Which models there are, and the versions behind them. */
export const models: FastifyPluginCallbackTypebox<Serving> = (app, { models }, done) => {
  app.get(
    "/api/v2/modelos",
    {
      schema: {
        tags: ["classify"],
        summary: "List the models",
        operationId: "models",
        response: { 200: Models, ...problemResponses("SERVICE_FAILED") },
      },
    },
    () => ({ models: [...models.values()].map(({ inUse }) => about(inUse)) }),
  );
  done();
};

function about({ manifest, versions }: ModelInUse): Static<typeof Models>["models"][number] {
  const { name, language, fields, labels, limits, golden } = manifest;
  return {
    name,
    language,
    field: fields.text,
    fields: (fields.extra ?? []).map(({ name, type, required }) => ({ name, type, required })),
    labels,
    maxLength: limits.textLength,
    versions,
    examples: golden.map(({ text }) => text),
  };
}

import { modelErrors } from "@eslabon/model";
import type { FastifyPluginCallbackTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { stated } from "../answer.ts";
import { problemResponses, textResponse } from "../openapi.ts";
import type { Serving } from "../serving.ts";

/** The first version of the API, kept for who calls it: one text in the query, pairs out. */
export const classifyV1: FastifyPluginCallbackTypebox<Serving> = (app, { model, metrics }, done) => {
  const { manifest } = model;
  const example = manifest.golden[0]?.text ?? "bañera";

  app.get(
    "/api/v1/status",
    {
      schema: {
        tags: ["operate"],
        summary: "Is the service there?",
        operationId: "status",
        response: { 200: textResponse("`OK`"), ...problemResponses("SERVICE_FAILED") },
      },
    },
    (_request, reply) => reply.send("OK"),
  );

  app.get(
    "/api/v1/modelo",
    {
      // The model says better what is wrong with a text.
      attachValidation: true,
      schema: {
        tags: ["classify"],
        summary: "Classify a short text",
        description:
          "Every label with its probability, the most probable first. Long texts do not fit into an address. Takes the text alone: a model that needs other fields is asked by the second version.",
        operationId: "classifyV1",
        querystring: Type.Object({ texto: Type.String({ description: "The text.", examples: [example] }) }),
        response: {
          200: Type.Array(LabelAndScore, {
            description: "Every label with its probability.",
            examples: [
              [
                ["Fontanería", 0.83],
                ["Carpintería", 0.17],
              ],
            ],
          }),
          ...problemResponses(
            "MODEL_TEXT_MISSING",
            "MODEL_TEXT_TYPE",
            "MODEL_TEXT_EMPTY",
            "MODEL_TEXT_TOO_LONG",
            "MODEL_FIELD_MISSING",
            "SERVICE_URL_INVALID",
            "SERVICE_HEADERS_TOO_LARGE",
            "SERVICE_FAILED",
          ),
        },
      },
    },
    (request) => {
      const texto: unknown = request.query.texto;
      if (texto === undefined) throw modelErrors.MODEL_TEXT_MISSING("texto");
      const prediction = model.predict({ [manifest.fields.text]: texto });
      metrics.countClassification();
      return prediction.map(({ label, score }): [string, number] => [label, stated(score)]);
    },
  );
  done();
};

// TypeBox writes tuples as JSON Schema did before 2020-12, which OpenAPI 3.1 follows.
const LabelAndScore = Type.Unsafe<[string, number]>({
  type: "array",
  prefixItems: [{ type: "string" }, { type: "number" }],
  minItems: 2,
  maxItems: 2,
});

import { type Manifest, modelErrors } from "@eslabon/model";
import type { FastifyPluginCallbackTypebox } from "@fastify/type-provider-typebox";
import { type TSchema, Type } from "typebox";
import { parameterSchema, textSchema } from "../field-schemas.ts";
import { problemResponses, textResponse } from "../openapi.ts";
import { type Parameter, readParameter } from "../parameters.ts";
import type { Layout } from "../score-writer.ts";
import { sendJson } from "../send-json.ts";
import type { Serving } from "../serving.ts";

/** The first version of the API, kept for who calls it: a text and what else the definition says in the query, pairs out. */
export const classifyV1: FastifyPluginCallbackTypebox<Serving> = (
  app,
  { model: { manifest }, metrics, answers, parameters },
  done,
) => {
  const [text] = parameters;

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
      // The model says better what is wrong with a text, or with a parameter that is no number and is left as it is for that.
      validatorCompiler: () => () => true,
      schema: {
        tags: ["classify"],
        summary: "Classify a short text",
        description: `Every label with its probability, the most probable first. Long texts do not fit into an address.${leftOut(manifest, parameters)}`,
        operationId: "classifyV1",
        querystring: Type.Object(
          Object.fromEntries(parameters.map((each) => [each.name, schemaOf(each, manifest)])),
        ),
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
            "MODEL_FIELD_TYPE",
            "SERVICE_URL_INVALID",
            "SERVICE_HEADERS_TOO_LARGE",
            "SERVICE_FAILED",
          ),
        },
      },
    },
    ({ id, query, model }, reply) => {
      if (query[text.name] === undefined) throw modelErrors.MODEL_TEXT_MISSING(text.name);
      const input = Object.fromEntries(
        parameters.map((each) => [each.field, readParameter(each, query[each.name])]),
      );
      const prediction = model.predict(input);
      metrics.countClassification();
      answers.note(model, id, input, prediction);
      sendJson(reply, model.write(prediction, pairs));
    },
  );
  done();
};

const pairs: Layout = {
  before: () => ["["],
  label: (json) => `[${json},`,
  between: "],",
  after: "]]",
};

function schemaOf({ learnt }: Parameter, manifest: Manifest): TSchema {
  return learnt ? parameterSchema(learnt) : textSchema("The text.", manifest);
}

/** Which of the model's fields it cannot be told. */
function leftOut({ fields: { extra = [] } }: Manifest, parameters: readonly Parameter[]): string {
  const fields = extra.filter(({ name }) => parameters.every(({ field }) => field !== name));
  const names = fields.map(({ name }) => `\`${name}\``).join(", ");
  return names === "" ? "" : ` It takes no ${names}: ask the second version with them.`;
}

// A tuple by its length: TypeBox writes `prefixItems` as before JSON Schema 2020-12, and many readers of OpenAPI stumble over them.
const LabelAndScore = Type.Unsafe<[string, number]>({
  ...Type.Array(Type.Union([Type.String(), Type.Number()]), { minItems: 2, maxItems: 2 }),
  description: "The label, and its probability.",
});

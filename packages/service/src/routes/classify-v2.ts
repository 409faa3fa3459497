import { inputOf, type Manifest } from "@eslabon/model";
import type { FastifyPluginCallbackTypebox } from "@fastify/type-provider-typebox";
import { type TSchema, Type } from "typebox";
import { Answer, answerLayout, explainedAnswerOf } from "../answer.ts";
import { acceptTexts, toInput } from "../bodies.ts";
import { fieldSchemas, textSchema } from "../field-schemas.ts";
import { findModel, type ServedModels } from "../models/serve-models.ts";
import { problemResponses } from "../openapi.ts";
import { sendJson } from "../send-json.ts";
import type { Serving } from "../serving.ts";

const Query = Type.Object({
  explain: Type.Optional(
    Type.Boolean({
      description: "Whether to say which words and fields spoke for the first label.",
      examples: [true],
    }),
  ),
});

const problems = problemResponses(
  "MODEL_TEXT_MISSING",
  "MODEL_TEXT_TYPE",
  "MODEL_TEXT_EMPTY",
  "MODEL_FIELD_MISSING",
  "MODEL_FIELD_TYPE",
  "SERVICE_BODY_INVALID",
  "SERVICE_QUERY_INVALID",
  "SERVICE_URL_INVALID",
  "SERVICE_MODEL_UNKNOWN",
  "SERVICE_REQUEST_TIMEOUT",
  "MODEL_TEXT_TOO_LONG",
  "SERVICE_BODY_TOO_LARGE",
  "SERVICE_MEDIA_TYPE",
  "SERVICE_HEADERS_TOO_LARGE",
  "SERVICE_FAILED",
);

/** A text as the body, by POST and, as existing callers do it, by GET. */
export const classifyV2: FastifyPluginCallbackTypebox<Serving> = (
  app,
  { model: own, models, metrics, answers },
  done,
) => {
  acceptTexts(app);

  for (const { method, ...about } of METHODS) {
    app.route({
      method,
      url: "/api/v2/modelos/:model",
      exposeHeadRoute: false,
      schema: {
        ...about,
        tags: ["classify"],
        params: Type.Object({
          model: Type.String({ description: "The model's name.", examples: [own.name] }),
        }),
        querystring: Query,
        body: bodyOf(models),
        response: { 200: Answer, ...problems },
      },
      onRequest: findModel(models),
      handler: ({ id, body, query, model }, reply) => {
        const input = toInput(body, model.manifest.fields.text);
        const explained = query.explain ? model.explain(input) : undefined;
        const prediction = explained?.prediction ?? model.predict(input);
        metrics.countClassification();
        answers.note(model, id, input, prediction);
        if (explained) return explainedAnswerOf(explained);
        sendJson(reply, model.write(prediction, answerLayout));
        return undefined;
      },
    });
  }
  done();
};

const METHODS = [
  {
    method: "POST",
    operationId: "classify",
    summary: "Classify a text",
    description: "Every label with its probability, the most probable first.",
  },
  {
    method: "GET",
    operationId: "classifyByGet",
    summary: "Classify a text by GET with a body",
    description: "As POST, which new callers should use: many clients cannot send a body with GET.",
    deprecated: true,
  },
] as const;

function bodyOf(models: ServedModels): object {
  const [text] = textSchemas(models);
  return {
    content: {
      ...(text && { "text/plain": { schema: text } }),
      "application/json": { schema: inputSchema(models) },
    },
  };
}

/** What the models may be asked, as JSON. */
export function inputSchema(models: ServedModels): TSchema {
  const objects = [...models.values()].map(({ manifest }) => kindOf(manifest).asObject);
  return oneOf([...objects, ...textSchemas(models).slice(0, 1)]);
}

/** A bare text is enough where no field is needed. */
function textSchemas(models: ServedModels): TSchema[] {
  return [...models.values()].flatMap(({ manifest }) => kindOf(manifest).asText ?? []);
}

/** How a text of a model may be sent. */
function kindOf(manifest: Manifest): { readonly asObject: TSchema; readonly asText?: TSchema } {
  const { text: field, extra = [] } = manifest.fields;
  const example = manifest.golden[0] ?? { text: "bañera" };
  const text = textSchema("The text to classify.", manifest);
  const asObject = Type.Object(
    { [field]: text, ...fieldSchemas(extra) },
    { examples: [inputOf(manifest, example)] },
  );
  return extra.some(({ required }) => required) ? { asObject } : { asObject, asText: text };
}

function oneOf(schemas: readonly TSchema[]): TSchema {
  return schemas.length === 1 ? schemas[0]! : Type.Union([...schemas]);
}

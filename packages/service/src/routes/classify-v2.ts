import { type Input, inputOf, type Manifest } from "@eslabon/model";
import type { FastifyPluginCallbackTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { Answer, answerOf, explainedAnswerOf } from "../answer.ts";
import { acceptTexts } from "../bodies.ts";
import { serviceErrors } from "../errors.ts";
import { fieldSchemas } from "../field-schemas.ts";
import { problemResponses } from "../openapi.ts";
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
export const classifyV2: FastifyPluginCallbackTypebox<Serving> = (app, { model, metrics, answers }, done) => {
  const { name, fields } = model.manifest;
  acceptTexts(app);

  for (const { method, ...about } of METHODS) {
    app.route({
      method,
      url: "/api/v2/modelos/:model",
      exposeHeadRoute: false,
      schema: {
        ...about,
        tags: ["classify"],
        params: Type.Object({ model: Type.String({ description: "The model's name.", examples: [name] }) }),
        querystring: Query,
        body: bodyOf(model.manifest),
        response: { 200: Answer, ...problems },
      },
      onRequest: ({ params }, _reply, next) => {
        next(params.model === name ? undefined : serviceErrors.SERVICE_MODEL_UNKNOWN(name));
      },
      handler: ({ id, body, query }) => {
        const input = toInput(body, fields.text);
        const explained = query.explain ? model.explain(input) : undefined;
        const prediction = explained?.prediction ?? model.predict(input);
        metrics.countClassification();
        answers.note(id, input, prediction);
        return explained ? explainedAnswerOf(explained) : answerOf(prediction);
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

/** A bare text is enough where no field is needed. */
function bodyOf(manifest: Manifest): object {
  const { text: field, extra = [] } = manifest.fields;
  const example = manifest.golden[0] ?? { text: "bañera" };
  const text = Type.String({ description: "The text to classify.", examples: [example.text] });
  const asObject = Type.Object(
    { [field]: text, ...fieldSchemas(extra) },
    { examples: [inputOf(manifest, example)] },
  );
  if (extra.some(({ required }) => required))
    return { content: { "application/json": { schema: asObject } } };
  return {
    content: {
      "text/plain": { schema: text },
      "application/json": { schema: Type.Union([asObject, text]) },
    },
  };
}

/** A bare string is the text. What is wrong with anything else the model says. */
function toInput(body: unknown, field: string): Input {
  return typeof body === "string" ? { [field]: body } : (body as Input);
}

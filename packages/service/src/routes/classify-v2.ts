import type { Input } from "@eslabon/model";
import type { FastifyPluginCallbackTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { Answer, answerOf, explainedAnswerOf } from "../answer.ts";
import { acceptTexts } from "../bodies.ts";
import { serviceErrors } from "../errors.ts";
import { problemResponses } from "../openapi.ts";
import type { Serving } from "../serving.ts";

const Query = Type.Object({
  explain: Type.Optional(
    Type.Boolean({ description: "Whether to say which words spoke for the first label.", examples: [true] }),
  ),
});

const problems = problemResponses(
  "MODEL_TEXT_MISSING",
  "MODEL_TEXT_TYPE",
  "MODEL_TEXT_EMPTY",
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
export const classifyV2: FastifyPluginCallbackTypebox<Serving> = (app, { model, metrics }, done) => {
  const { name, fields, golden } = model.manifest;
  const example = golden[0]?.text ?? "bañera";
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
        body: bodyOf(fields.text, example),
        response: { 200: Answer, ...problems },
      },
      onRequest: ({ params }, _reply, next) => {
        next(params.model === name ? undefined : serviceErrors.SERVICE_MODEL_UNKNOWN(name));
      },
      handler: ({ body, query }) => {
        const input = toInput(body, fields.text);
        const answer = query.explain
          ? explainedAnswerOf(model.explain(input))
          : answerOf(model.predict(input));
        metrics.countClassification();
        return answer;
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

function bodyOf(field: string, example: string): object {
  const text = Type.String({ description: "The text to classify." });
  const asObject = Type.Object({ [field]: text });
  return {
    content: {
      "text/plain": { schema: Type.String({ examples: [example] }) },
      "application/json": {
        schema: Type.Union([asObject, text], { examples: [{ [field]: example }, example] }),
      },
    },
  };
}

/** A bare string is the text. What is wrong with anything else the model says. */
function toInput(body: unknown, field: string): Input {
  return typeof body === "string" ? { [field]: body } : (body as Input);
}
